// The nested shapes of a Datadog synthetic test that calls an API: its requests, assertions and steps.
import { boolean, integer, list, map, object, required, type Shapes, secret, string } from "../shape.ts";

const targetMcpCapabilities = object({ capabilities: required(list(string)) });
const targetjsonpath = object({
  elementsoperator: string,
  jsonpath: required(string),
  operator: required(string),
  targetvalue: string,
});
const targetjsonschema = object({ jsonschema: required(string), metaschema: string });
const targetxpath = object({ operator: required(string), targetvalue: string, xpath: required(string) });
export const assertion = object({
  code: string,
  operator: string,
  property: string,
  target: string,
  targetMcpCapabilities,
  targetjsonpath,
  targetjsonschema,
  targetxpath,
  timingsScope: string,
  type: required(string),
});
const parser = object({ type: required(string), value: string });
const extractedValue = object({
  field: string,
  name: required(string),
  parser: required(parser),
  secure: boolean,
  type: required(string),
});
export const basicauth = object({
  accessKey: secret(string),
  accessTokenUrl: string,
  addClaimsExp: boolean,
  addClaimsIat: boolean,
  algorithm: string,
  audience: string,
  clientId: string,
  clientSecret: secret(string),
  domain: string,
  expiresIn: integer,
  header: string,
  password: secret(string),
  payload: string,
  region: string,
  resource: string,
  scope: string,
  secret: secret(string),
  secretKey: secret(string),
  serviceName: string,
  sessionToken: string,
  tokenApiAuthentication: string,
  tokenPrefix: string,
  type: string,
  username: string,
  workstation: string,
});
const certificate = object({ content: secret(string), filename: string });
export const clientCertificate = object({ cert: required(certificate), key: required(certificate) });
export const requestFile = object({
  bucketKey: string,
  content: string,
  encoding: string,
  name: required(string),
  originalFileName: string,
  size: required(integer),
  type: required(string),
});
export const requestProxy = object({ headers: map(string), url: required(string) });
export const retry = object({ count: integer, interval: integer });

const request: Shapes = {
  body: string,
  bodyType: string,
  callType: string,
  certificateDomains: list(string),
  destinationService: string,
  dnsServer: string,
  dnsServerPort: string,
  e2eQueries: integer,
  form: map(string),
  host: string,
  httpVersion: string,
  isMessageBase64Encoded: boolean,
  maxTtl: integer,
  mcpProtocolVersion: string,
  message: string,
  method: string,
  noSavingResponseBody: boolean,
  numberOfPackets: integer,
  persistCookies: boolean,
  plainProtoFile: string,
  port: string,
  protoJsonDescriptor: string,
  servername: string,
  service: string,
  shouldTrackHops: boolean,
  sourceService: string,
  tcpMethod: string,
  timeout: integer,
  toolArgs: string,
  toolName: string,
  tracerouteQueries: integer,
  url: string,
};

export const requestDefinition = object(request);

const stepRequestDefinition = object({
  ...request,
  acceptSelfSigned: boolean,
  allowInsecure: boolean,
  checkCertificateRevocation: boolean,
  disableAiaIntermediateFetching: boolean,
  followRedirects: boolean,
});

export const apiStep = object({
  allowFailure: boolean,
  assertions: list(assertion),
  exitIfSucceed: boolean,
  extractedValues: list(extractedValue),
  extractedValuesFromScript: string,
  id: string,
  isCritical: boolean,
  name: required(string),
  requestBasicauth: basicauth,
  requestClientCertificate: clientCertificate,
  requestDefinition: stepRequestDefinition,
  requestFiles: list(requestFile),
  requestHeaders: map(string),
  requestMetadata: map(string),
  requestProxy,
  requestQuery: map(string),
  retry,
  subtestPublicId: string,
  subtype: string,
  value: integer,
});
