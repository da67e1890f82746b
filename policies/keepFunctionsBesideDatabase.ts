// Requires functions to run in the database's region, where every query of theirs goes.
import { isBesideDatabase } from "../inputs/functionRegions.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const keepFunctionsBesideDatabase: ResourceRule = {
  name: "keep-functions-beside-database",
  description: "Functions must run in the database's region, unless config accepts another.",
  mend:
    "Take `marsana-fleet:vercel.functions.regions` away, or set " +
    "`marsana-fleet:vercel.functions.acceptOtherRegion` to true.",
  appliesTo: [types.vercelProject],
  checkResource({ props }, { settings }, report) {
    const { region } = settings.supabase;
    const regions = regionsIn(props);
    const far = regions.filter((one) => !isBesideDatabase(one, region));
    if (regions.length > 0 && (far.length === 0 || settings.vercel.functions.acceptOtherRegion)) return;
    report(
      `functions run in ${far.join(", ") || "no region that is named"}, and must run where the database is, ${region}; ` +
        "mend: take marsana-fleet:vercel.functions.regions away, or set marsana-fleet:vercel.functions.acceptOtherRegion " +
        "to true",
    );
  },
};

function regionsIn(props: Readonly<Record<string, unknown>>): string[] {
  const config = props["resourceConfig"] as Readonly<Record<string, unknown>> | undefined;
  const regions = config?.["functionDefaultRegions"];
  // The older of the two properties names one region, and counts as well.
  const older = props["serverlessFunctionRegion"];
  return [...(Array.isArray(regions) ? regions : []), ...(older ? [older] : [])].map(String);
}
