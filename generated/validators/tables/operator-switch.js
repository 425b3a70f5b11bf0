// Generated from tables/operator-switch.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { scope: 0, state: 0, by: 0, reason: 0, updatedAt: 0 } };

export function parseOperatorSwitch(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const values0 = ["running","paused","stopped"];
const validate0_ = validate1;
const func0 = textLength;
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["scope", "state", "by", "updatedAt"]);
    unexpected(errors, at, data, ["scope", "state", "by", "reason", "updatedAt"]);
    if(data.scope !== undefined){
      let data0 = data.scope;
      if(typeof data0 !== "string"){
        failed(errors, at+"/scope", "type", {type: "string"});
      }
      if("all" !== data0){
        failed(errors, at+"/scope", "const", {allowedValue: "all"});
      }
    }
    if(data.state !== undefined){
      let data1 = data.state;
      if(typeof data1 !== "string"){
        failed(errors, at+"/state", "type", {type: "string"});
      }
      if(!values0.includes(data1)){
        failed(errors, at+"/state", "enum", {allowedValues: values0});
      }
    }
    if(data.by !== undefined){
      let data2 = data.by;
      if(typeof data2 === "string"){
        if(func0(data2) > 256){
          failed(errors, at+"/by", "maxLength", {limit: 256});
        }
      } else {
        failed(errors, at+"/by", "type", {type: "string"});
      }
    }
    if(data.reason !== undefined){
      let data3 = data.reason;
      if(typeof data3 === "string"){
        if(func0(data3) > 1000){
          failed(errors, at+"/reason", "maxLength", {limit: 1000});
        }
      } else {
        failed(errors, at+"/reason", "type", {type: "string"});
      }
    }
    if(data.updatedAt !== undefined){
      let data4 = data.updatedAt;
      if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
        failed(errors, at+"/updatedAt", "type", {type: "integer"});
      }
      if(typeof data4 == "number"){
        if(data4 < 0 || isNaN(data4)){
          failed(errors, at+"/updatedAt", "minimum", {comparison: ">=", limit: 0});
        }
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
