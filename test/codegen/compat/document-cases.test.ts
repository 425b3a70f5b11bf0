import { describe, expect, it } from 'vitest';
import { compareModels } from '../../../codegen/compat/compare-models.ts';
import { hasErrors } from '../../../codegen/diagnostics.ts';
import { loadSources } from '../../../codegen/load/source-set.ts';
import { buildModel } from '../../../codegen/model/build-model.ts';
import type { Model } from '../../../codegen/model/model.ts';
import { documentCases, documentsOf } from './document-cases.ts';

function modelOf(document: object): Model {
  const sources = loadSources('asyncapi.json', () => JSON.stringify(document));
  if ('code' in sources) throw new Error(sources.message);
  const { model, diagnostics } = buildModel(sources);
  expect(hasErrors(diagnostics), JSON.stringify(diagnostics)).toBe(false);
  return model;
}

describe('a change of a document', () => {
  it.each(documentCases)('$title: backward $backward, forward $forward', (one) => {
    const { before, after } = documentsOf(one);
    const models = [modelOf(before), modelOf(after)] as const;
    for (const mode of ['backward', 'forward', 'full'] as const) {
      const { verdict, changes } = compareModels(...models, mode);
      const expected = mode === 'full' ? (one.forward === 'major' ? 'major' : one.backward) : one[mode];
      expect(verdict, `${mode}: ${JSON.stringify(changes, undefined, 2)}`).toBe(expected);
      for (const change of changes) expect(change.message.length).toBeGreaterThan(5);
    }
  });

  it('is tried for every part of a document', () => {
    expect(documentCases.length).toBeGreaterThan(80);
  });
});
