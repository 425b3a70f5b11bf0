// Generated from events/task-dispatched.v1.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { orchestrationId: 0, status: 0, turn: 0, tenant: 0, traceparent: 0, taskId: 0, agentId: 0, agentVersion: 0 } };

export function parseTaskDispatched(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["orchestrationId","status","turn","taskId","agentId"],"properties":{"orchestrationId":{"$ref":"#/$defs/s1"},"status":{"type":"string","enum":["READY","THINKING","WAITING","COMPLETED","FAILED","CANCELLED","REJECTED"]},"turn":{"type":"integer","minimum":0},"tenant":{"type":"string","maxLength":128},"traceparent":{"$ref":"#/$defs/s2"},"taskId":{"type":"string","maxLength":128},"agentId":{"$ref":"#/$defs/s3"},"agentVersion":{"type":"string","maxLength":32}}};
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
const schema3 = {"type":"string","pattern":"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"};
const pattern1 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate4.errors = vErrors;
  return errors === 0;
}
const schema4 = {"type":"string","pattern":"^[a-zA-Z0-9_-]{1,64}$"};
const pattern2 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate6(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate6.errors = vErrors;
  return errors === 0;
}
const func0 = textLength;
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.orchestrationId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "orchestrationId"});
      errors++;
    }
    if(data.status === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "status"});
      errors++;
    }
    if(data.turn === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "turn"});
      errors++;
    }
    if(data.taskId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "taskId"});
      errors++;
    }
    if(data.agentId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "agentId"});
      errors++;
    }
    for(const key0 in data){
      if(!((((((((key0 === "orchestrationId") || (key0 === "status")) || (key0 === "turn")) || (key0 === "tenant")) || (key0 === "traceparent")) || (key0 === "taskId")) || (key0 === "agentId")) || (key0 === "agentVersion"))){
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
      if(!(((((((data1 === "READY") || (data1 === "THINKING")) || (data1 === "WAITING")) || (data1 === "COMPLETED")) || (data1 === "FAILED")) || (data1 === "CANCELLED")) || (data1 === "REJECTED"))){
        vErrors = failed(vErrors, instancePath+"/status", "enum", {allowedValues: schema1.properties.status.enum});
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
    if(data.tenant !== undefined){
      let data3 = data.tenant;
      if(typeof data3 === "string"){
        if(func0(data3) > 128){
          vErrors = failed(vErrors, instancePath+"/tenant", "maxLength", {limit: 128});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/tenant", "type", {type: "string"});
        errors++;
      }
    }
    if(data.traceparent !== undefined){
      if(!(validate4(data.traceparent, {instancePath:instancePath+"/traceparent",parentData:data,parentDataProperty:"traceparent",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.taskId !== undefined){
      let data5 = data.taskId;
      if(typeof data5 === "string"){
        if(func0(data5) > 128){
          vErrors = failed(vErrors, instancePath+"/taskId", "maxLength", {limit: 128});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/taskId", "type", {type: "string"});
        errors++;
      }
    }
    if(data.agentId !== undefined){
      if(!(validate6(data.agentId, {instancePath:instancePath+"/agentId",parentData:data,parentDataProperty:"agentId",rootData}))){
        vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
        errors = vErrors.length;
      }
    }
    if(data.agentVersion !== undefined){
      let data7 = data.agentVersion;
      if(typeof data7 === "string"){
        if(func0(data7) > 32){
          vErrors = failed(vErrors, instancePath+"/agentVersion", "maxLength", {limit: 32});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/agentVersion", "type", {type: "string"});
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
