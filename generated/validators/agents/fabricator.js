// Generated from agents/fabricator.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { taskDetails: 0, agentName: 0 } };

export function parseFabricatorInput(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const known1_1 = { p: { agentId: 0, version: 0, state: 0, message: 0 } };

export function parseFabricatorOutput(value) {
  return parsed(validate1_, dropUnknown(value, known1_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["taskDetails"],"properties":{"taskDetails":{"type":"string","minLength":1,"maxLength":65536},"agentName":{"type":"string","pattern":"^[a-zA-Z0-9_-]{1,64}$"}}};
const func0 = textLength;
const pattern0 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.taskDetails === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "taskDetails"});
      errors++;
    }
    for(const key0 in data){
      if(!((key0 === "taskDetails") || (key0 === "agentName"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.taskDetails !== undefined){
      let data0 = data.taskDetails;
      if(typeof data0 === "string"){
        if(func0(data0) > 65536){
          vErrors = failed(vErrors, instancePath+"/taskDetails", "maxLength", {limit: 65536});
          errors++;
        }
        if(func0(data0) < 1){
          vErrors = failed(vErrors, instancePath+"/taskDetails", "minLength", {limit: 1});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/taskDetails", "type", {type: "string"});
        errors++;
      }
    }
    if(data.agentName !== undefined){
      let data1 = data.agentName;
      if(typeof data1 === "string"){
        if(!pattern0.test(data1)){
          vErrors = failed(vErrors, instancePath+"/agentName", "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/agentName", "type", {type: "string"});
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
const validate1_ = validate2;
const schema2 = {"type":"object","additionalProperties":false,"required":["agentId","version","state","message"],"properties":{"agentId":{"type":"string","pattern":"^[a-zA-Z0-9_-]{1,64}$"},"version":{"type":"string"},"state":{"type":"string","enum":["active","inactive","maintenance","pending"]},"message":{"type":"string"}}};
function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.agentId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "agentId"});
      errors++;
    }
    if(data.version === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "version"});
      errors++;
    }
    if(data.state === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "state"});
      errors++;
    }
    if(data.message === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "message"});
      errors++;
    }
    for(const key0 in data){
      if(!((((key0 === "agentId") || (key0 === "version")) || (key0 === "state")) || (key0 === "message"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.agentId !== undefined){
      let data0 = data.agentId;
      if(typeof data0 === "string"){
        if(!pattern0.test(data0)){
          vErrors = failed(vErrors, instancePath+"/agentId", "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/agentId", "type", {type: "string"});
        errors++;
      }
    }
    if(data.version !== undefined){
      if(typeof data.version !== "string"){
        vErrors = failed(vErrors, instancePath+"/version", "type", {type: "string"});
        errors++;
      }
    }
    if(data.state !== undefined){
      let data2 = data.state;
      if(typeof data2 !== "string"){
        vErrors = failed(vErrors, instancePath+"/state", "type", {type: "string"});
        errors++;
      }
      if(!((((data2 === "active") || (data2 === "inactive")) || (data2 === "maintenance")) || (data2 === "pending"))){
        vErrors = failed(vErrors, instancePath+"/state", "enum", {allowedValues: schema2.properties.state.enum});
        errors++;
      }
    }
    if(data.message !== undefined){
      if(typeof data.message !== "string"){
        vErrors = failed(vErrors, instancePath+"/message", "type", {type: "string"});
        errors++;
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate2.errors = vErrors;
  return errors === 0;
}
