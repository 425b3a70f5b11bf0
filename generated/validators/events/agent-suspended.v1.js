// Generated from events/agent-suspended.v1.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { agentId: 0, version: 0, sha256: 0, by: 0, reason: 0 } };

export function parseAgentSuspended(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["agentId","by"],"properties":{"agentId":{"$ref":"#/$defs/s1"},"version":{"type":"string","maxLength":32},"sha256":{"$ref":"#/$defs/s2"},"by":{"type":"string","maxLength":256},"reason":{"type":"string","maxLength":1024}}};
const schema2 = {"type":"string","pattern":"^[a-zA-Z0-9_-]{1,64}$"};
const pattern0 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate2.errors = vErrors;
  return errors === 0;
}
const schema3 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const pattern1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[0-9a-f]{64}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate4.errors = vErrors;
  return errors === 0;
}
const func0 = textLength;
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.agentId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "agentId"});
      errors++;
    }
    if(data.by === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "by"});
      errors++;
    }
    for(const key0 in data){
      if(!(((((key0 === "agentId") || (key0 === "version")) || (key0 === "sha256")) || (key0 === "by")) || (key0 === "reason"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.agentId !== undefined){
      if(!(validate2(data.agentId, {instancePath:instancePath+"/agentId",parentData:data,parentDataProperty:"agentId",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if(data.version !== undefined){
      let data1 = data.version;
      if(typeof data1 === "string"){
        if(func0(data1) > 32){
          vErrors = failed(vErrors, instancePath+"/version", "maxLength", {limit: 32});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/version", "type", {type: "string"});
        errors++;
      }
    }
    if(data.sha256 !== undefined){
      if(!(validate4(data.sha256, {instancePath:instancePath+"/sha256",parentData:data,parentDataProperty:"sha256",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.by !== undefined){
      let data3 = data.by;
      if(typeof data3 === "string"){
        if(func0(data3) > 256){
          vErrors = failed(vErrors, instancePath+"/by", "maxLength", {limit: 256});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/by", "type", {type: "string"});
        errors++;
      }
    }
    if(data.reason !== undefined){
      let data4 = data.reason;
      if(typeof data4 === "string"){
        if(func0(data4) > 1024){
          vErrors = failed(vErrors, instancePath+"/reason", "maxLength", {limit: 1024});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/reason", "type", {type: "string"});
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
