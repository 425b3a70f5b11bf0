/** Tasks for a first visit, each with what it shows. */
export const examples: readonly { readonly task: string; readonly shows: string }[] = [
  { task: 'What is 17 % of 2,340, and how many kilometres are 26.2 miles?', shows: 'Two agents at once' },
  { task: 'Convert 26.2 miles to kilometres, then multiply the result by 3', shows: 'Two steps, the second needs the first' },
  { task: 'Convert 1994 to roman numerals', shows: 'No agent fits: one is made, checked and used' },
];
