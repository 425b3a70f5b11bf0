// Generated from tables/orchestration-message.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { orchestrationId: 0, item: 0, role: 0, body: 0, bodyRef: 0, model: 0, createdAt: 0, expiresAt: 0 } };

export function parseOrchestrationMessage(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["orchestrationId","item","role","createdAt"],"properties":{"orchestrationId":{"$ref":"#/$defs/s1"},"item":{"type":"string","pattern":"^M#[0-9]{4}$"},"role":{"type":"string","enum":["user","assistant"]},"body":{"type":"string"},"bodyRef":{"$ref":"#/$defs/s2"},"model":{"type":"string","maxLength":256},"createdAt":{"type":"integer","minimum":0},"expiresAt":{"type":"integer","minimum":0}}};
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
const schema3 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const pattern2 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern2.test(data)){
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
const pattern1 = /* @__PURE__ */ new RegExp("^M#[0-9]{4}$", "u");
const func0 = textLength;
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.orchestrationId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "orchestrationId"});
      errors++;
    }
    if(data.item === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "item"});
      errors++;
    }
    if(data.role === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "role"});
      errors++;
    }
    if(data.createdAt === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "createdAt"});
      errors++;
    }
    for(const key0 in data){
      if(!((((((((key0 === "orchestrationId") || (key0 === "item")) || (key0 === "role")) || (key0 === "body")) || (key0 === "bodyRef")) || (key0 === "model")) || (key0 === "createdAt")) || (key0 === "expiresAt"))){
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
    if(data.item !== undefined){
      let data1 = data.item;
      if(typeof data1 === "string"){
        if(!pattern1.test(data1)){
          vErrors = failed(vErrors, instancePath+"/item", "pattern", {pattern: "^M#[0-9]{4}$"});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/item", "type", {type: "string"});
        errors++;
      }
    }
    if(data.role !== undefined){
      let data2 = data.role;
      if(typeof data2 !== "string"){
        vErrors = failed(vErrors, instancePath+"/role", "type", {type: "string"});
        errors++;
      }
      if(!((data2 === "user") || (data2 === "assistant"))){
        vErrors = failed(vErrors, instancePath+"/role", "enum", {allowedValues: schema1.properties.role.enum});
        errors++;
      }
    }
    if(data.body !== undefined){
      if(typeof data.body !== "string"){
        vErrors = failed(vErrors, instancePath+"/body", "type", {type: "string"});
        errors++;
      }
    }
    if(data.bodyRef !== undefined){
      if(!(validate4(data.bodyRef, {instancePath:instancePath+"/bodyRef",parentData:data,parentDataProperty:"bodyRef",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.model !== undefined){
      let data5 = data.model;
      if(typeof data5 === "string"){
        if(func0(data5) > 256){
          vErrors = failed(vErrors, instancePath+"/model", "maxLength", {limit: 256});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/model", "type", {type: "string"});
        errors++;
      }
    }
    if(data.createdAt !== undefined){
      let data6 = data.createdAt;
      if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
        vErrors = failed(vErrors, instancePath+"/createdAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data6 == "number"){
        if(data6 < 0 || isNaN(data6)){
          vErrors = failed(vErrors, instancePath+"/createdAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.expiresAt !== undefined){
      let data7 = data.expiresAt;
      if(!((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7)))){
        vErrors = failed(vErrors, instancePath+"/expiresAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data7 == "number"){
        if(data7 < 0 || isNaN(data7)){
          vErrors = failed(vErrors, instancePath+"/expiresAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate1.errors = vErrors;
  return errors === 0;
}
