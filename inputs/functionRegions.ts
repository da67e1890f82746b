// Where the functions run: where the database is, unless config says otherwise.
import { problem, setLine } from "./configPlace.ts";
import type { Settings } from "./settings.ts";

/** Vercel's regions, and the AWS region in which each is: Supabase names its regions as AWS does. */
const awsRegions: Readonly<Record<string, string>> = {
  arn1: "eu-north-1",
  bom1: "ap-south-1",
  cdg1: "eu-west-3",
  cle1: "us-east-2",
  cpt1: "af-south-1",
  dub1: "eu-west-1",
  dxb1: "me-central-1",
  fra1: "eu-central-1",
  gru1: "sa-east-1",
  hkg1: "ap-east-1",
  hnd1: "ap-northeast-1",
  iad1: "us-east-1",
  icn1: "ap-northeast-2",
  kix1: "ap-northeast-3",
  lhr1: "eu-west-2",
  pdx1: "us-west-2",
  sfo1: "us-west-1",
  sin1: "ap-southeast-1",
  syd1: "ap-southeast-2",
  yul1: "ca-central-1",
};

/** Whether a Vercel region is where the database is. */
export function isBesideDatabase(vercelRegion: string, databaseRegion: string): boolean {
  return awsRegions[vercelRegion] === databaseRegion;
}

/** The Vercel regions of the functions; none, and a problem, where none is beside the database and config is silent. */
export function functionRegions(settings: Settings, stack: string): { regions: string[]; problem?: string } {
  const { regions: configured } = settings.vercel.functions;
  if (configured !== undefined) return { regions: configured };
  const { region } = settings.supabase;
  const beside = Object.keys(awsRegions).filter((one) => isBesideDatabase(one, region));
  if (beside.length > 0) return { regions: beside };
  const place = "marsana-fleet:vercel.functions.regions";
  return {
    regions: [],
    problem: problem(
      place,
      `nothing, and no region of Vercel's in ${region}, where the database is`,
      "the regions of the functions",
      setLine(stack, `${place}[0]`, "--path", "<region>"),
    ),
  };
}
