import { chooseAll } from './choice.ts';
import { conditionsFor, fieldsFor, textsFor } from './document-values.ts';
import { consume } from './draft.ts';
import { conditionsIn } from './conditions.ts';
import { fieldAfter, namedFields } from './fields.ts';
import type { Filling } from './filling.ts';
import { groupIn } from './grouping.ts';
import { phraseFor } from './phrase.ts';
import type { Property } from './property.ts';
import { choiceFor, contextValue, dateFor, flagFor, numbersFrom, unitFor } from './scalar-values.ts';
import { settled, withoutFields } from './statistic-words.ts';
import { unknownFigure, unknownGroup } from './unknown-names.ts';

/** Words of an order: rows are listed, not grouped. */
const listingWords = /\btop\b|\bbottom\b|\bsort|\border(?:ed)? by|\bhighest\b|\blowest\b|\bmost\b|\bcheapest\b|\bleast\b|\blargest\b|\bsmallest\b|\brank/i;

/** The value of a property by its kind; undefined when the evidence has none. */
export function valueFor(property: Property, filling: Filling): unknown {
  const { evidence, draft, document, documents, numbers } = filling;
  const { text } = evidence;
  const named = contextValue(property, evidence);
  switch (property.kind) {
    case 'document':
      return documents.get(property.name) ?? named;
    case 'expression':
      if (evidence.expression !== undefined) draft.fit += 2;
      if (evidence.expression !== undefined) consume(draft, text);
      return evidence.expression;
    case 'sourceUnit':
    case 'targetUnit':
      return unitFor(property, filling) ?? named;
    case 'date':
      return dateFor(property, filling);
    case 'choice':
      return choiceFor(property, filling);
    case 'choices': {
      const chosen = settled(
        chooseAll(property.schema.items ?? {}, withoutFields(text, document)),
        chooseAll(property.schema.items ?? {}, text),
        text,
        document,
      );
      if (chosen.length === 0) draft.unchosen = true;
      else draft.fit += 0.75;
      return chosen.length > 0 ? chosen : property.required ? [...(property.schema.items?.enum ?? [])] : undefined;
    }
    case 'number': {
      const conversion = filling.properties.some((other) => other.kind === 'targetUnit') ? evidence.conversions[0] : undefined;
      const value = conversion?.value ?? numbers.get(property.name);
      if (value !== undefined) draft.fit += property.required ? 0.5 : 0.2;
      return value ?? (typeof named === 'number' ? named : undefined);
    }
    case 'numbers': {
      const found = numbersFrom(evidence, numbers);
      if (found.length > 0) draft.fit += 0.7;
      return found.length > 0 ? found : undefined;
    }
    case 'flag':
      return flagFor(property, text);
    case 'conditions':
      return conditionsFor(property, filling);
    case 'groupField': {
      if (document === undefined) return undefined;
      const field = groupIn(text, document) ?? (listingWords.test(text) ? undefined : unknownGroup(text, document));
      if (field !== undefined) consume(draft, field);
      return field;
    }
    case 'sortField': {
      if (document === undefined || !listingWords.test(text)) return undefined;
      const field =
        fieldAfter(
          text,
          document,
          /\b(?:sort(?:ed)? by|order(?:ed)? by|rank(?:ed)? by|by|with the (?:highest|lowest|largest|smallest|most|least)|highest|lowest|largest|smallest)\s+(?:the\s+)?/i,
        ) ??
        (/expensive|cheap|cost/i.test(text) ? namedFields('price cost', document)[0]?.field : undefined) ??
        unknownGroup(text, document);
      if (field !== undefined) consume(draft, field);
      return field;
    }
    case 'field': {
      const used = new Set(document === undefined ? [] : conditionsIn(text, document, evidence.quotes).map((condition) => condition.field));
      const group = document === undefined ? undefined : groupIn(text, document);
      const field =
        document === undefined
          ? undefined
          : (unknownFigure(text, document) ??
            namedFields(text, document).find((candidate) => candidate.share >= 0.5 && !used.has(candidate.field) && candidate.field !== group)?.field);
      if (field !== undefined) consume(draft, field);
      return field;
    }
    case 'fields':
      return fieldsFor(filling);
    case 'texts':
      return textsFor(property, filling);
    case 'path':
      return /\$?[\w$]+(?:\.[\w$]+|\[[^\]]*\])+/.exec(text.replace(/⟦[^⟧]*⟧/g, ' '))?.[0];
    case 'phrase': {
      const value =
        named ??
        phraseFor(property, evidence, filling.properties.filter((other) => other.kind === 'phrase' && other.required).length, Object.values(draft.input));
      if (typeof value === 'string' && property.required) consume(draft, value);
      return value;
    }
    case 'unknown':
      return named;
  }
}
