/**
 * Words as data: what the offline model knows of English. Both tasks and tool descriptions pass through it, so that
 * "average" in one meets "mean" in the other.
 */

/** Phrases that mean one thing, replaced before a text is cut into words. */
export const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bat (?:least|most)\b/g, 'over'],
  [/\b(?:(?:which|what) )?day of (?:the )?week\b|\b(?:which|what) day\b(?=\s+(?:was|is|will|did|does))|\bweek ?days?\b/g, 'weekday'],
  [/\bday of (?:the )?year\b|\bweek number\b|\bcalendar week\b/g, 'describe'],
  [/\b(?:working|business|work) days?\b/g, 'workdays'],
  [/\bhow many (?:times|occurrences)\b|\bhow often\b/g, 'occurrences'],
  [/\btotal (?:number|count) of\b/g, 'count'],
  [/\bhow many\b|\bnumber of\b|\bhow much of\b/g, 'count'],
  [/\bstandard deviations?\b|\bstd\.? ?dev\b/g, 'stddev'],
  [/\bsquare roots?\b/g, 'sqrt'],
  [/\b(?:most (?:common|frequent|used|frequently used)|commonest|top) (?:words?|terms?)\b|\bword frequenc(?:y|ies)\b/g, 'frequentTerms'],
  [/\bmost (?:common|frequent)\b/g, 'frequent'],
  [/\b(?:most expensive|most costly|priciest|dearest)\b/g, 'maximum price'],
  [/\b(?:least expensive|cheapest)\b/g, 'minimum price'],
  [
    /\breading time\b|\bhow long (?:does|would|will|do|might)? ?(?:it|one|i|we|you|someone)? ?(?:takes? )?(?:to )?read\b|\b(?:time|minutes) to read\b/g,
    'readingTime',
  ],
  [/\bunique words?\b|\b(?:distinct|different) words?\b/g, 'uniqueWords'],
  [/\blongest words?\b/g, 'longestWord'],
  [/\b(?:average|mean) (?:word length|length of (?:the |its |a )?words?)\b/g, 'averageWordLength'],
  [/\b(?:average|mean) (?:sentence length|length of (?:the |its |a )?sentences?)\b/g, 'averageSentenceLength'],
  [/\bon average\b/g, 'average'],
  [/\b(?:what|which|in what|in which) language\b/g, 'language'],
  [/\b(?:easy|hard|difficult) to read\b/g, 'readability'],
  [/\broman numerals?\b/g, 'roman numeral'],
  [/\bhow (?:old)\b/g, 'age'],
  [/\bupper[- ]case\b|\b(?:in )?(?:all )?(?:capital letters|capitals|caps)\b/g, 'uppercase'],
  [/\blower[- ]case\b|\bsmall letters\b/g, 'lowercase'],
];

/** Groups of words with one meaning; the first stands for all. */
const groups: readonly (readonly string[])[] = [
  ['mean', 'average', 'avg', 'averages', 'averaged'],
  ['sum', 'total', 'totals', 'totalled', 'totaled', 'overall', 'altogether'],
  ['max', 'maximum', 'highest', 'largest', 'biggest', 'greatest', 'max', 'maximal', 'peak', 'oldest', 'longest', 'heaviest', 'tallest', 'best'],
  ['min', 'minimum', 'lowest', 'smallest', 'least', 'minimal', 'youngest', 'shortest', 'lightest', 'worst', 'fewest'],
  ['median', 'middle'],
  ['count', 'counts', 'counting'],
  ['distinct', 'unique', 'different'],
  ['stddev', 'deviation', 'sd'],
  ['convert', 'conversion', 'converter', 'convert', 'express', 'translate', 'transform', 'turn', 'change'],
  ['multiply', 'times', 'multiplied', 'product', 'double', 'triple', 'twice'],
  ['divide', 'divided', 'quotient', 'halve', 'half', 'ratio'],
  ['add', 'plus', 'addition', 'increase', 'increased', 'raise'],
  ['subtract', 'minus', 'subtraction', 'decrease', 'decreased', 'reduce', 'reduced', 'less'],
  ['percent', 'percentage', 'percentages', '%', 'pct'],
  ['difference', 'differences', 'differ', 'diff', 'differing', 'changed', 'changes'],
  ['compare', 'comparison', 'compared', 'versus', 'vs'],
  ['same', 'identical', 'equal'],
  ['common', 'overlap', 'shared', 'intersection'],
  ['frequent', 'frequency', 'frequently', 'popular'],
  ['occurrences', 'occurrence', 'occur', 'occurs', 'mention', 'mentions', 'mentioned', 'appear', 'appears', 'appearances'],
  ['text', 'document', 'prose', 'article', 'essay'],
  ['table', 'spreadsheet', 'sheet'],
  ['row', 'record', 'records', 'entry', 'entries'],
  ['column', 'field', 'fields', 'columns'],
  ['sort', 'sorted', 'alphabetically', 'alphabetical', 'alphabetise', 'alphabetize'],
  ['duplicate', 'duplicates', 'dedupe', 'deduplicate', 'deduplicated', 'repeated', 'deduplication'],
  ['encrypt', 'encipher', 'encode', 'encoded', 'encrypted'],
  ['decrypt', 'decipher', 'decode', 'decoded', 'decrypted'],
  ['uppercase', 'capitals', 'caps'],
  ['date', 'dates', 'calendar'],
  ['day', 'days'],
  ['maths', 'math', 'arithmetic', 'mathematics'],
  ['calculate', 'compute', 'calculation', 'computation', 'evaluate', 'calculator', 'work'],
  ['weight', 'mass', 'heavy', 'weigh'],
  ['length', 'distance', 'long'],
  ['analysis', 'analyse', 'analyze', 'analyses', 'analyzes', 'analysing', 'analyzing', 'analysed', 'analyzed'],
  ['summary', 'summarise', 'summarize', 'summarisation', 'gist', 'tldr'],
  ['group', 'grouped', 'breakdown', 'per'],
  ['strength', 'strong', 'secure', 'weak'],
  ['reverse', 'reversed', 'backwards', 'backward'],
  ['weather', 'forecast'],
  ['remainder', 'modulo', 'mod'],
];

/** The word that stands for a word's group. */
export const synonyms: ReadonlyMap<string, string> = new Map(
  groups.flatMap(([head, ...rest]) => [head, ...rest].flatMap((word) => (word === undefined || head === undefined ? [] : [[word, head] as const]))),
);

/** Words of the same group. */
export function sameMeaning(word: string): readonly string[] {
  return groups.find((group) => group.includes(word)) ?? [];
}

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));

/** Words without content of their own. */
export const stopwords = list(`
  a an the this that these those it its they them their there here i me my we us our you your he she his her
  is are was were be been being am do does did done has have had having can could will would shall should may might must
  of in on at to from for with without by as into onto than then so if or and but nor not no yes also too very just only
  what which who whom whose when where why how much please kindly thanks thank hello hi hey dear
  about over under between among per each every all any some both either neither one ones such same other another
  up down out off again further once more most own via using use used let lets s t re ve ll d m
  after before afterwards finally first second third next last lastly while during until since ago result results
  would like need want wish know say
`);

/** Words that ask for something without saying what. */
export const requestWords = list(`
  find get give show tell calculate compute determine evaluate provide return report answer question task work figure
  make take see look check file files attached attachment attachments value values following given named called
  name number numbers data contents content contained contain contains inside exist exists out
  item items thing things help perform operation using simple simply quickly exactly exact precise
  written write print output put list display state explain information info result final both
  left remaining fall falls fell land happen take takes
  version versions one another together instead
`);

/** Verbs that begin a clause of their own. */
export const actionVerbs = list(`
  add analyse analyze apply arrange assess break build calculate capitalise capitalize change check choose clean combine compare compute concatenate
  convert create decode decrypt deduplicate describe detect determine divide double draw encode encrypt estimate evaluate
  examine express extract factor factorise factorize fetch figure filter find format generate get give group halve identify increase
  decrease invert join list look make measure merge multiply normalise normalize obtain parse pick predict print produce provide
  query rank read reduce remove replace report reverse rewrite round scan score search select show simplify sort
  split square state subtract sum summarise summarize take tell test tokenise transform translate triple turn use
  validate verify work write count total average order double say let
`);

/** Action verbs that are nouns as well: verbs only before a determiner, a file, a quotation or a number. */
export const ambiguousVerbs = list(
  'count list sort sum total average order group rank change check estimate measure query score search test use work show look square factor split report state reverse format filter match double round',
);

/** Words that begin a question. */
export const questionWords = list('what which who whose when where how is are does do did was were can could should will');

export const numberWords: ReadonlyMap<string, number> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, value) => [word, value] as const)
    .concat([
      ['thirty', 30],
      ['forty', 40],
      ['fifty', 50],
      ['sixty', 60],
      ['seventy', 70],
      ['eighty', 80],
      ['ninety', 90],
      ['hundred', 100],
      ['thousand', 1000],
      ['dozen', 12],
    ]),
);
