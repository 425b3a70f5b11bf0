// Generated from common/traceparent.json. Do not edit.

/** W3C Trace Context header, version 00. */
export type Traceparent = string;
