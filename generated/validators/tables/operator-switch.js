// Generated from tables/operator-switch.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { scope: 0, state: 0, by: 0, reason: 0, updatedAt: 0 } };

export function parseOperatorSwitch(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["scope","state","by","updatedAt"],"properties":{"scope":{"type":"string","const":"all"},"state":{"type":"string","enum":["running","paused","stopped"]},"by":{"type":"string","maxLength":256},"reason":{"type":"string","maxLength":1000},"updatedAt":{"type":"integer","minimum":0}}};
const func0 = textLength;
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.scope === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "scope"});
      errors++;
    }
    if(data.state === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "state"});
      errors++;
    }
    if(data.by === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "by"});
      errors++;
    }
    if(data.updatedAt === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "updatedAt"});
      errors++;
    }
    for(const key0 in data){
      if(!(((((key0 === "scope") || (key0 === "state")) || (key0 === "by")) || (key0 === "reason")) || (key0 === "updatedAt"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.scope !== undefined){
      let data0 = data.scope;
      if(typeof data0 !== "string"){
        vErrors = failed(vErrors, instancePath+"/scope", "type", {type: "string"});
        errors++;
      }
      if("all" !== data0){
        vErrors = failed(vErrors, instancePath+"/scope", "const", {allowedValue: "all"});
        errors++;
      }
    }
    if(data.state !== undefined){
      let data1 = data.state;
      if(typeof data1 !== "string"){
        vErrors = failed(vErrors, instancePath+"/state", "type", {type: "string"});
        errors++;
      }
      if(!(((data1 === "running") || (data1 === "paused")) || (data1 === "stopped"))){
        vErrors = failed(vErrors, instancePath+"/state", "enum", {allowedValues: schema1.properties.state.enum});
        errors++;
      }
    }
    if(data.by !== undefined){
      let data2 = data.by;
      if(typeof data2 === "string"){
        if(func0(data2) > 256){
          vErrors = failed(vErrors, instancePath+"/by", "maxLength", {limit: 256});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/by", "type", {type: "string"});
        errors++;
      }
    }
    if(data.reason !== undefined){
      let data3 = data.reason;
      if(typeof data3 === "string"){
        if(func0(data3) > 1000){
          vErrors = failed(vErrors, instancePath+"/reason", "maxLength", {limit: 1000});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/reason", "type", {type: "string"});
        errors++;
      }
    }
    if(data.updatedAt !== undefined){
      let data4 = data.updatedAt;
      if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
        vErrors = failed(vErrors, instancePath+"/updatedAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data4 == "number"){
        if(data4 < 0 || isNaN(data4)){
          vErrors = failed(vErrors, instancePath+"/updatedAt", "minimum", {comparison: ">=", limit: 0});
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
