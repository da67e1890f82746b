// The description of the Supabase Management API that the service publishes, as a judge of requests and answers.
import { ApiSpec, type Exchange } from "./apiSpec.ts";

export type { Exchange };

const spec = new ApiSpec("supabase-management-api-v1.openapi.json");

export const haveSpec = spec.isHere;
export const specProblems = (exchange: Exchange): string[] => spec.problems(exchange);
