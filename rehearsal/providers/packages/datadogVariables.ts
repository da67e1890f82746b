// The nested shapes of a Datadog monitor's formula variables.
import { boolean, integer, list, number, object, required, string } from "../shape.ts";

const compute = object({ aggregation: required(string), interval: integer, metric: string, name: string });
const sort = object({ aggregation: required(string), metric: string, order: string });
const groupBy = object({ facet: required(string), limit: integer, sort, source: string });
const search = object({ query: required(string) });
const eventQuery = object({
  computes: required(list(compute)),
  dataSource: required(string),
  groupBies: list(groupBy),
  indexes: list(string),
  name: required(string),
  search: required(search),
});
const column = object({ alias: string, name: required(string) });
const referenceTable = object({
  columns: list(column),
  dataSource: required(string),
  name: string,
  queryFilter: string,
  tableName: required(string),
});
const metricsQuery = object({
  aggregator: string,
  dataSource: required(string),
  name: string,
  query: required(string),
});
const joinCondition = object({
  augmentAttribute: required(string),
  baseAttribute: required(string),
  joinType: required(string),
});
const augmentedQuery = object({
  augmentEventQuery: eventQuery,
  augmentReferenceTable: referenceTable,
  baseEventQuery: eventQuery,
  baseMetricsQuery: metricsQuery,
  computes: required(list(compute)),
  dataSource: required(string),
  groupBies: required(list(groupBy)),
  joinCondition: required(joinCondition),
  name: string,
});
const filter = object({
  baseAttribute: required(string),
  exclude: boolean,
  filterAttribute: required(string),
});
const filteredQuery = object({
  baseEventQuery: eventQuery,
  baseMetricsQuery: metricsQuery,
  computes: list(compute),
  dataSource: required(string),
  filterEventQuery: eventQuery,
  filterReferenceTable: referenceTable,
  filters: required(list(filter)),
  groupBies: list(groupBy),
  name: string,
});
const cloudCostQuery = object({
  aggregator: required(string),
  dataSource: required(string),
  name: required(string),
  query: required(string),
});
const dataJobsQuery = object({
  jobType: required(string),
  jobsQuery: required(string),
  name: required(string),
  queryDialect: required(string),
});
const comparedEntity = object({
  customSql: string,
  customWhere: string,
  entityId: required(string),
  entityType: required(string),
  groupByColumns: list(string),
});
const dataQualityOptions = object({
  crontabOverride: string,
  customSql: string,
  customWhere: string,
  groupByColumns: list(string),
  modelConfiguration: object({
    autoResolveDays: integer,
    enableFlatlineDetection: boolean,
    function: string,
    minLowerBoundSize: number,
    minUpperBoundSize: number,
    modelBoundsOverride: string,
  }),
  modelTypeOverride: string,
  sensitivity: number,
  sourceToTargetConfig: object({
    diffType: required(string),
    entityType: required(string),
    source: required(comparedEntity),
    target: required(comparedEntity),
  }),
});
const dataQualityQuery = object({
  dataSource: required(string),
  filter: required(string),
  groupBies: list(string),
  measure: required(string),
  monitorOptions: dataQualityOptions,
  name: required(string),
  schemaVersion: string,
  scope: string,
});

/** What a monitor whose query is a formula takes as the formula's variables. */
export const monitorVariables = object({
  aggregateAugmentedQueries: list(augmentedQuery),
  aggregateFilteredQueries: list(filteredQuery),
  cloudCostQueries: list(cloudCostQuery),
  dataJobsQueries: list(dataJobsQuery),
  dataQualityQueries: list(dataQualityQuery),
  eventQueries: list(eventQuery),
});
