// The nested shapes of a Datadog synthetic test that drives a browser or a mobile application, and the tests' options.

import { boolean, integer, list, map, number, object, required, secret, string } from "../shape.ts";
import { retry } from "./datadogApiTest.ts";

const offset = object({ x: integer, y: integer });
const dragDropOptions = object({ delay: integer, offset });
const locatorValue = object({ type: string, value: required(string) });
const elementUserLocator = object({ failTestOnCannotLocate: boolean, value: required(locatorValue) });
const pattern = object({ type: string, value: string });
const browserStepVariable = object({ example: string, name: string, secure: boolean });
const browserStepParams = object({
  appendToContent: boolean,
  attribute: string,
  check: string,
  clickType: string,
  clickWithJavascript: boolean,
  code: string,
  delay: integer,
  dragDropOptions,
  element: string,
  elementUserLocator,
  email: string,
  file: string,
  files: string,
  modifiers: list(string),
  pattern,
  playingTabId: string,
  request: string,
  requests: string,
  subtestPublicId: string,
  value: string,
  variable: browserStepVariable,
  withClick: boolean,
  x: integer,
  y: integer,
});
export const browserStep = object({
  allowFailure: boolean,
  alwaysExecute: boolean,
  exitIfSucceed: boolean,
  forceElementUpdate: boolean,
  isCritical: boolean,
  localKey: string,
  name: required(string),
  noScreenshot: boolean,
  params: required(browserStepParams),
  publicId: string,
  timeout: integer,
  type: required(string),
});
export const variable = object({
  example: string,
  id: string,
  name: required(string),
  pattern: string,
  secure: boolean,
  type: required(string),
});
const binding = object({ principals: list(string), relation: string });
const mobileCi = object({ executionRule: required(string) });
const mobileApplication = object({
  applicationId: required(string),
  referenceId: required(string),
  referenceType: required(string),
});
const monitorOptions = object({
  escalationMessage: string,
  notificationPresetName: string,
  renotifyInterval: integer,
  renotifyOccurrences: integer,
});
const timeframe = object({ day: required(integer), from: required(string), to: required(string) });
const scheduling = object({ timeframes: required(list(timeframe)), timezone: required(string) });
export const mobileOptionsList = object({
  allowApplicationCrash: boolean,
  bindings: list(binding),
  ci: mobileCi,
  defaultStepTimeout: integer,
  deviceIds: required(list(string)),
  disableAutoAcceptAlert: boolean,
  minFailureDuration: integer,
  mobileApplication: required(mobileApplication),
  monitorName: string,
  monitorOptions,
  monitorPriority: integer,
  noScreenshot: boolean,
  restrictedRoles: list(string),
  retry,
  scheduling,
  tickEvery: required(integer),
  verbosity: integer,
});
const position = object({ x: number, y: number });
const mobileUserLocator = object({ failTestOnCannotLocate: boolean, values: list(pattern) });
const mobileElement = object({
  context: string,
  contextType: string,
  elementDescription: string,
  multiLocator: map(string),
  relativePosition: position,
  textContent: string,
  userLocator: mobileUserLocator,
  viewName: string,
});
const mobileVariable = object({ example: string, name: required(string) });
const mobileStepParams = object({
  check: string,
  delay: integer,
  direction: string,
  element: mobileElement,
  enable: boolean,
  maxScrolls: integer,
  positions: list(position),
  subtestPublicId: string,
  value: string,
  variable: mobileVariable,
  withEnter: boolean,
  x: number,
  y: number,
});
export const mobileStep = object({
  allowFailure: boolean,
  hasNewStepElement: boolean,
  isCritical: boolean,
  name: required(string),
  noScreenshot: boolean,
  params: required(mobileStepParams),
  publicId: string,
  timeout: integer,
  type: required(string),
});
const ci = object({ executionRule: string });
const rumSettings = object({
  applicationId: string,
  clientTokenId: secret(integer),
  isEnabled: required(boolean),
});
export const optionsList = object({
  acceptSelfSigned: boolean,
  allowInsecure: boolean,
  blockedRequestPatterns: list(string),
  captureNetworkPayloads: boolean,
  checkCertificateRevocation: boolean,
  ci,
  disableAiaIntermediateFetching: boolean,
  disableCors: boolean,
  disableCsp: boolean,
  followRedirects: boolean,
  httpVersion: string,
  ignoreCertificateValidation: boolean,
  ignoreServerCertificateError: boolean,
  initialNavigationTimeout: integer,
  minFailureDuration: integer,
  minLocationFailed: integer,
  monitorName: string,
  monitorOptions,
  monitorPriority: integer,
  noScreenshot: boolean,
  restrictedRoles: list(string),
  retry,
  rumSettings,
  scheduling,
  tickEvery: required(integer),
});
