// Generated from agents/fabricator.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { taskDetails: 0, agentName: 0 } };

export function parseFabricatorInput(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const known1_1 = { p: { agentId: 0, version: 0, state: 0, message: 0 } };

export function parseFabricatorOutput(value) {
  return parsedKnown(validate1_, value, known1_1);
}

const values0 = ["active","inactive","maintenance","pending"];
const validate0_ = validate1;
const func0 = textLength;
const pattern0 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate2(data, at, errors){
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      failed(errors, at, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["taskDetails"]);
    unexpected(errors, at, data, ["taskDetails", "agentName"]);
    if(data.taskDetails !== undefined){
      let data0 = data.taskDetails;
      if(typeof data0 === "string"){
        if(func0(data0) > 65536){
          failed(errors, at+"/taskDetails", "maxLength", {limit: 65536});
        }
        if(func0(data0) < 1){
          failed(errors, at+"/taskDetails", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/taskDetails", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["agentName"], validate2);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
const validate1_ = validate4;
function validate6(data, at, errors){
  if(typeof data !== "string"){
    failed(errors, at, "type", {type: "string"});
  }
}
function validate4(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["agentId", "version", "state", "message"]);
    unexpected(errors, at, data, ["agentId", "version", "state", "message"]);
    properties(errors, at, data, ["agentId"], validate2);
    properties(errors, at, data, ["version"], validate6);
    if(data.state !== undefined){
      let data2 = data.state;
      if(typeof data2 !== "string"){
        failed(errors, at+"/state", "type", {type: "string"});
      }
      if(!values0.includes(data2)){
        failed(errors, at+"/state", "enum", {allowedValues: values0});
      }
    }
    properties(errors, at, data, ["message"], validate6);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
