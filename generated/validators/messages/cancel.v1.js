// Generated from messages/cancel.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { kind: 0, orchestrationId: 0, by: 0, reason: 0 } };

export function parseCancel(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const validate0_ = validate1;
const pattern0 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate2(data, at, errors){
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      failed(errors, at, "pattern", {pattern: "^[A-Za-z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const func0 = textLength;
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["kind", "orchestrationId", "by"]);
    unexpected(errors, at, data, ["kind", "orchestrationId", "by", "reason"]);
    if(data.kind !== undefined){
      let data0 = data.kind;
      if(typeof data0 !== "string"){
        failed(errors, at+"/kind", "type", {type: "string"});
      }
      if("cancel" !== data0){
        failed(errors, at+"/kind", "const", {allowedValue: "cancel"});
      }
    }
    properties(errors, at, data, ["orchestrationId"], validate2);
    if(data.by !== undefined){
      let data2 = data.by;
      if(typeof data2 === "string"){
        if(func0(data2) > 256){
          failed(errors, at+"/by", "maxLength", {limit: 256});
        }
        if(func0(data2) < 1){
          failed(errors, at+"/by", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/by", "type", {type: "string"});
      }
    }
    if(data.reason !== undefined){
      let data3 = data.reason;
      if(typeof data3 === "string"){
        if(func0(data3) > 1024){
          failed(errors, at+"/reason", "maxLength", {limit: 1024});
        }
      } else {
        failed(errors, at+"/reason", "type", {type: "string"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
