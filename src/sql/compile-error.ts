/** Something in a question that can't become a statement; `part` is what to look at. */
export class CompileError extends Error {
  constructor(
    message: string,
    readonly part: 'table' | 'keys' | 'measure' | 'filter' | 'range' | 'question'
  ) {
    super(message);
    this.name = 'CompileError';
  }
}
