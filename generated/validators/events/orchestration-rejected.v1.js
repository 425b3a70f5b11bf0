// Generated from events/orchestration-rejected.v1.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { code: 0, message: 0 } };
const known0_1 = { p: { orchestrationId: 0, status: 0, turn: 0, eventId: 0, reason: known0_2, tenant: 0 } };

export function parseOrchestrationRejected(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["status","reason"],"properties":{"orchestrationId":{"$ref":"#/$defs/s1"},"status":{"type":"string","const":"REJECTED"},"turn":{"type":"integer","minimum":0},"eventId":{"type":"string","maxLength":128},"reason":{"$ref":"#/$defs/s2"},"tenant":{"type":"string","maxLength":128}}};
const schema2 = {"type":"string","pattern":"^[A-Za-z0-9_-]{1,64}$"};
const pattern0 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[A-Za-z0-9_-]{1,64}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate2.errors = vErrors;
  return errors === 0;
}
const schema3 = {"type":"object","additionalProperties":false,"required":["code","message"],"properties":{"code":{"type":"string","minLength":1,"maxLength":64},"message":{"type":"string","maxLength":4096}}};
const func0 = textLength;
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.code === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "code"});
      errors++;
    }
    if(data.message === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "message"});
      errors++;
    }
    for(const key0 in data){
      if(!((key0 === "code") || (key0 === "message"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.code !== undefined){
      let data0 = data.code;
      if(typeof data0 === "string"){
        if(func0(data0) > 64){
          vErrors = failed(vErrors, instancePath+"/code", "maxLength", {limit: 64});
          errors++;
        }
        if(func0(data0) < 1){
          vErrors = failed(vErrors, instancePath+"/code", "minLength", {limit: 1});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/code", "type", {type: "string"});
        errors++;
      }
    }
    if(data.message !== undefined){
      let data1 = data.message;
      if(typeof data1 === "string"){
        if(func0(data1) > 4096){
          vErrors = failed(vErrors, instancePath+"/message", "maxLength", {limit: 4096});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/message", "type", {type: "string"});
        errors++;
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate4.errors = vErrors;
  return errors === 0;
}
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.status === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "status"});
      errors++;
    }
    if(data.reason === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "reason"});
      errors++;
    }
    for(const key0 in data){
      if(!((((((key0 === "orchestrationId") || (key0 === "status")) || (key0 === "turn")) || (key0 === "eventId")) || (key0 === "reason")) || (key0 === "tenant"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.orchestrationId !== undefined){
      if(!(validate2(data.orchestrationId, {instancePath:instancePath+"/orchestrationId",parentData:data,parentDataProperty:"orchestrationId",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if(data.status !== undefined){
      let data1 = data.status;
      if(typeof data1 !== "string"){
        vErrors = failed(vErrors, instancePath+"/status", "type", {type: "string"});
        errors++;
      }
      if("REJECTED" !== data1){
        vErrors = failed(vErrors, instancePath+"/status", "const", {allowedValue: "REJECTED"});
        errors++;
      }
    }
    if(data.turn !== undefined){
      let data2 = data.turn;
      if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
        vErrors = failed(vErrors, instancePath+"/turn", "type", {type: "integer"});
        errors++;
      }
      if(typeof data2 == "number"){
        if(data2 < 0 || isNaN(data2)){
          vErrors = failed(vErrors, instancePath+"/turn", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.eventId !== undefined){
      let data3 = data.eventId;
      if(typeof data3 === "string"){
        if(func0(data3) > 128){
          vErrors = failed(vErrors, instancePath+"/eventId", "maxLength", {limit: 128});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/eventId", "type", {type: "string"});
        errors++;
      }
    }
    if(data.reason !== undefined){
      if(!(validate4(data.reason, {instancePath:instancePath+"/reason",parentData:data,parentDataProperty:"reason",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.tenant !== undefined){
      let data5 = data.tenant;
      if(typeof data5 === "string"){
        if(func0(data5) > 128){
          vErrors = failed(vErrors, instancePath+"/tenant", "maxLength", {limit: 128});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/tenant", "type", {type: "string"});
        errors++;
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate1.errors = vErrors;
  return errors === 0;
}
