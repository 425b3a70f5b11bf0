// Generated from messages/wake.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { kind: 0, orchestrationId: 0 } };

export function parseWake(value) {
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
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["kind", "orchestrationId"]);
    unexpected(errors, at, data, ["kind", "orchestrationId"]);
    if(data.kind !== undefined){
      let data0 = data.kind;
      if(typeof data0 !== "string"){
        failed(errors, at+"/kind", "type", {type: "string"});
      }
      if("wake" !== data0){
        failed(errors, at+"/kind", "const", {allowedValue: "wake"});
      }
    }
    properties(errors, at, data, ["orchestrationId"], validate2);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
