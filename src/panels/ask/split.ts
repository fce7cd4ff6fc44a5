/** The parts of a text between commas, semicolons, spaces or line ends; each once, in order. */
export function splitList(text: string): string[] {
  return [...new Set(text.split(/[,;\s]+/).filter(Boolean))];
}
