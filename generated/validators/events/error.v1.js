// Generated from events/error.v1.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { component: 0, code: 0, message: 0, orchestrationId: 0, severity: 0 } };

export function parseArbiterError(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["component","code","message","severity"],"properties":{"component":{"type":"string","maxLength":64},"code":{"type":"string","maxLength":64},"message":{"type":"string","maxLength":4096},"orchestrationId":{"$ref":"#/$defs/s1"},"severity":{"type":"string","enum":["warning","critical"]}}};
const func0 = textLength;
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
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.component === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "component"});
      errors++;
    }
    if(data.code === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "code"});
      errors++;
    }
    if(data.message === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "message"});
      errors++;
    }
    if(data.severity === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "severity"});
      errors++;
    }
    for(const key0 in data){
      if(!(((((key0 === "component") || (key0 === "code")) || (key0 === "message")) || (key0 === "orchestrationId")) || (key0 === "severity"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.component !== undefined){
      let data0 = data.component;
      if(typeof data0 === "string"){
        if(func0(data0) > 64){
          vErrors = failed(vErrors, instancePath+"/component", "maxLength", {limit: 64});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/component", "type", {type: "string"});
        errors++;
      }
    }
    if(data.code !== undefined){
      let data1 = data.code;
      if(typeof data1 === "string"){
        if(func0(data1) > 64){
          vErrors = failed(vErrors, instancePath+"/code", "maxLength", {limit: 64});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/code", "type", {type: "string"});
        errors++;
      }
    }
    if(data.message !== undefined){
      let data2 = data.message;
      if(typeof data2 === "string"){
        if(func0(data2) > 4096){
          vErrors = failed(vErrors, instancePath+"/message", "maxLength", {limit: 4096});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/message", "type", {type: "string"});
        errors++;
      }
    }
    if(data.orchestrationId !== undefined){
      if(!(validate2(data.orchestrationId, {instancePath:instancePath+"/orchestrationId",parentData:data,parentDataProperty:"orchestrationId",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if(data.severity !== undefined){
      let data4 = data.severity;
      if(typeof data4 !== "string"){
        vErrors = failed(vErrors, instancePath+"/severity", "type", {type: "string"});
        errors++;
      }
      if(!((data4 === "warning") || (data4 === "critical"))){
        vErrors = failed(vErrors, instancePath+"/severity", "enum", {allowedValues: schema1.properties.severity.enum});
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
