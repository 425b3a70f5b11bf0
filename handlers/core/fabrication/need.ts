/**
 * What a fabrication request asks for, reduced to its significant words in order, so that the same need in slightly
 * other words is the same need: "An agent that counts the words of a text." and "agent to count words of text".
 */
const FILLERS = new Set(
  'a an the of to for in on with and or by from that which who it its this these those is are be will shall should can could must may i we you he she they me us please need needs needed want wants agent agents tool new create creates make makes build write fabricate me able do does so as at'.split(
    ' ',
  ),
);

/** Significant words of a text, lower case, plural and third-person endings taken off. */
export function significantWords(text: string): readonly string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !FILLERS.has(word)).map(stem);
}

/** The text that stands for the need; hashed by the shell. */
export function canonicalNeed(taskDetails: string, agentName: string | undefined): string {
  return `${agentName ?? ''}\n${significantWords(taskDetails).join(' ')}`;
}

function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us') && !word.endsWith('is')) return word.slice(0, -1);
  return word;
}
