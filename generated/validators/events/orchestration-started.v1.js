// Generated from events/orchestration-started.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { orchestrationId: 0, status: 0, turn: 0, tenant: 0, traceparent: 0, deadlineAt: 0, requestedBy: 0 } };

export function parseOrchestrationStarted(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const formats0 = /^(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[t ](?:(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d))$/i;
const values0 = ["READY","THINKING","WAITING","COMPLETED","FAILED","CANCELLED","REJECTED"];
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
const pattern1 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate4(data, at, errors){
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      failed(errors, at, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const func0 = textLength;
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["orchestrationId", "status", "turn", "deadlineAt"]);
    unexpected(errors, at, data, ["orchestrationId", "status", "turn", "tenant", "traceparent", "deadlineAt", "requestedBy"]);
    properties(errors, at, data, ["orchestrationId"], validate2);
    if(data.status !== undefined){
      let data1 = data.status;
      if(typeof data1 !== "string"){
        failed(errors, at+"/status", "type", {type: "string"});
      }
      if(!values0.includes(data1)){
        failed(errors, at+"/status", "enum", {allowedValues: values0});
      }
    }
    if(data.turn !== undefined){
      let data2 = data.turn;
      if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
        failed(errors, at+"/turn", "type", {type: "integer"});
      }
      if(typeof data2 == "number"){
        if(data2 < 0 || isNaN(data2)){
          failed(errors, at+"/turn", "minimum", {comparison: ">=", limit: 0});
        }
      }
    }
    if(data.tenant !== undefined){
      let data3 = data.tenant;
      if(typeof data3 === "string"){
        if(func0(data3) > 128){
          failed(errors, at+"/tenant", "maxLength", {limit: 128});
        }
      } else {
        failed(errors, at+"/tenant", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["traceparent"], validate4);
    if(data.deadlineAt !== undefined){
      let data5 = data.deadlineAt;
      if(typeof data5 === "string"){
        if(!(formats0.test(data5))){
          failed(errors, at+"/deadlineAt", "format", {format: "date-time"});
        }
      } else {
        failed(errors, at+"/deadlineAt", "type", {type: "string"});
      }
    }
    if(data.requestedBy !== undefined){
      let data6 = data.requestedBy;
      if(typeof data6 === "string"){
        if(func0(data6) > 256){
          failed(errors, at+"/requestedBy", "maxLength", {limit: 256});
        }
      } else {
        failed(errors, at+"/requestedBy", "type", {type: "string"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
