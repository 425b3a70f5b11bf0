// Generated from events/error.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { component: 0, code: 0, message: 0, orchestrationId: 0, severity: 0 } };

export function parseArbiterError(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const values0 = ["warning","critical"];
const validate0_ = validate1;
const func0 = textLength;
function validate2(data, at, errors){
  if(typeof data === "string"){
    if(func0(data) > 64){
      failed(errors, at, "maxLength", {limit: 64});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern0 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate5(data, at, errors){
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      failed(errors, at, "pattern", {pattern: "^[A-Za-z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["component", "code", "message", "severity"]);
    unexpected(errors, at, data, ["component", "code", "message", "orchestrationId", "severity"]);
    properties(errors, at, data, ["component", "code"], validate2);
    if(data.message !== undefined){
      let data2 = data.message;
      if(typeof data2 === "string"){
        if(func0(data2) > 4096){
          failed(errors, at+"/message", "maxLength", {limit: 4096});
        }
      } else {
        failed(errors, at+"/message", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["orchestrationId"], validate5);
    if(data.severity !== undefined){
      let data4 = data.severity;
      if(typeof data4 !== "string"){
        failed(errors, at+"/severity", "type", {type: "string"});
      }
      if(!values0.includes(data4)){
        failed(errors, at+"/severity", "enum", {allowedValues: values0});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
