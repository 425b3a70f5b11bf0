import { createRequire } from 'node:module';

// Ajv is CommonJS with `exports.default`; Node and bundling test runners disagree on what a default import of it
// is, `require` means the same everywhere.
const require = createRequire(import.meta.url);

export const AjvCore = (require('ajv/dist/core.js') as typeof import('ajv/dist/core.js')).default;
export const standaloneCode = (require('ajv/dist/standalone/index.js') as typeof import('ajv/dist/standalone/index.js')).default;
export const applicatorVocabulary = (
  require('ajv/dist/vocabularies/applicator/index.js') as typeof import('ajv/dist/vocabularies/applicator/index.js')
).default(true);
export const coreVocabulary = (require('ajv/dist/vocabularies/core/index.js') as typeof import('ajv/dist/vocabularies/core/index.js')).default;
export const formatVocabulary = (require('ajv/dist/vocabularies/format/index.js') as typeof import('ajv/dist/vocabularies/format/index.js')).default;
export const nextVocabulary = (require('ajv/dist/vocabularies/next.js') as typeof import('ajv/dist/vocabularies/next.js')).default;
export const unevaluatedVocabulary = (require('ajv/dist/vocabularies/unevaluated/index.js') as typeof import('ajv/dist/vocabularies/unevaluated/index.js'))
  .default;
export const validationVocabulary = (require('ajv/dist/vocabularies/validation/index.js') as typeof import('ajv/dist/vocabularies/validation/index.js'))
  .default;
