// Generated from tables/tool.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { name: 0, filename: 0, schema: 0, version: 0, description: 0 } };
const known0_1 = { p: { toolId: 0, config: known0_2, state: 0, sha256: 0, createdAt: 0, updatedAt: 0 } };

export function parseTool(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["toolId","config","state"],"properties":{"toolId":{"$ref":"#/$defs/s1"},"config":{"type":"object","additionalProperties":false,"required":["name","filename","schema","version","description"],"properties":{"name":{"$ref":"#/$defs/s1"},"filename":{"type":"string","maxLength":256},"schema":{"type":"object","additionalProperties":true},"version":{"type":"string","maxLength":32},"description":{"type":"string","minLength":1,"maxLength":4096}}},"state":{"$ref":"#/$defs/s2"},"sha256":{"$ref":"#/$defs/s3"},"createdAt":{"type":"string","maxLength":40},"updatedAt":{"type":"string","maxLength":40}}};
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
const schema3 = {"type":"string","enum":["active","inactive","maintenance","pending"]};
function validate5(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data !== "string"){
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  if(!((((data === "active") || (data === "inactive")) || (data === "maintenance")) || (data === "pending"))){
    vErrors = failed(vErrors, instancePath, "enum", {allowedValues: schema3.enum});
    errors++;
  }
  validate5.errors = vErrors;
  return errors === 0;
}
const schema4 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const pattern1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate7(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
  validate7.errors = vErrors;
  return errors === 0;
}
const func0 = textLength;
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.toolId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "toolId"});
      errors++;
    }
    if(data.config === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "config"});
      errors++;
    }
    if(data.state === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "state"});
      errors++;
    }
    for(const key0 in data){
      if(!((((((key0 === "toolId") || (key0 === "config")) || (key0 === "state")) || (key0 === "sha256")) || (key0 === "createdAt")) || (key0 === "updatedAt"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.toolId !== undefined){
      if(!(validate2(data.toolId, {instancePath:instancePath+"/toolId",parentData:data,parentDataProperty:"toolId",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if(data.config !== undefined){
      let data1 = data.config;
      if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
        if(data1.name === undefined){
          vErrors = failed(vErrors, instancePath+"/config", "required", {missingProperty: "name"});
          errors++;
        }
        if(data1.filename === undefined){
          vErrors = failed(vErrors, instancePath+"/config", "required", {missingProperty: "filename"});
          errors++;
        }
        if(data1.schema === undefined){
          vErrors = failed(vErrors, instancePath+"/config", "required", {missingProperty: "schema"});
          errors++;
        }
        if(data1.version === undefined){
          vErrors = failed(vErrors, instancePath+"/config", "required", {missingProperty: "version"});
          errors++;
        }
        if(data1.description === undefined){
          vErrors = failed(vErrors, instancePath+"/config", "required", {missingProperty: "description"});
          errors++;
        }
        for(const key1 in data1){
          if(!(((((key1 === "name") || (key1 === "filename")) || (key1 === "schema")) || (key1 === "version")) || (key1 === "description"))){
            vErrors = failed(vErrors, instancePath+"/config", "additionalProperties", {additionalProperty: key1});
            errors++;
          }
        }
        if(data1.name !== undefined){
          if(!(validate2(data1.name, {instancePath:instancePath+"/config/name",parentData:data1,parentDataProperty:"name",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data1.filename !== undefined){
          let data3 = data1.filename;
          if(typeof data3 === "string"){
            if(func0(data3) > 256){
              vErrors = failed(vErrors, instancePath+"/config/filename", "maxLength", {limit: 256});
              errors++;
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/config/filename", "type", {type: "string"});
            errors++;
          }
        }
        if(data1.schema !== undefined){
          let data4 = data1.schema;
          if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
          } else {
            vErrors = failed(vErrors, instancePath+"/config/schema", "type", {type: "object"});
            errors++;
          }
        }
        if(data1.version !== undefined){
          let data5 = data1.version;
          if(typeof data5 === "string"){
            if(func0(data5) > 32){
              vErrors = failed(vErrors, instancePath+"/config/version", "maxLength", {limit: 32});
              errors++;
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/config/version", "type", {type: "string"});
            errors++;
          }
        }
        if(data1.description !== undefined){
          let data6 = data1.description;
          if(typeof data6 === "string"){
            if(func0(data6) > 4096){
              vErrors = failed(vErrors, instancePath+"/config/description", "maxLength", {limit: 4096});
              errors++;
            }
            if(func0(data6) < 1){
              vErrors = failed(vErrors, instancePath+"/config/description", "minLength", {limit: 1});
              errors++;
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/config/description", "type", {type: "string"});
            errors++;
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/config", "type", {type: "object"});
        errors++;
      }
    }
    if(data.state !== undefined){
      if(!(validate5(data.state, {instancePath:instancePath+"/state",parentData:data,parentDataProperty:"state",rootData}))){
        vErrors = vErrors === null ? validate5.errors : vErrors.concat(validate5.errors);
        errors = vErrors.length;
      }
    }
    if(data.sha256 !== undefined){
      if(!(validate7(data.sha256, {instancePath:instancePath+"/sha256",parentData:data,parentDataProperty:"sha256",rootData}))){
        vErrors = vErrors === null ? validate7.errors : vErrors.concat(validate7.errors);
        errors = vErrors.length;
      }
    }
    if(data.createdAt !== undefined){
      let data9 = data.createdAt;
      if(typeof data9 === "string"){
        if(func0(data9) > 40){
          vErrors = failed(vErrors, instancePath+"/createdAt", "maxLength", {limit: 40});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/createdAt", "type", {type: "string"});
        errors++;
      }
    }
    if(data.updatedAt !== undefined){
      let data10 = data.updatedAt;
      if(typeof data10 === "string"){
        if(func0(data10) > 40){
          vErrors = failed(vErrors, instancePath+"/updatedAt", "maxLength", {limit: 40});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/updatedAt", "type", {type: "string"});
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
