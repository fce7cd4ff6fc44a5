import type { ColumnType, IColumn } from './types';

/**
 * Parses a Hive type as Glue gives it (`array<struct<uid:string,type:string>>`, `map<string,string>`,
 * `decimal(3,1)`). Names become lower case. A text that is no Hive type comes back as one scalar with that text as its
 * name, so that one odd column never hides a table.
 */
export function parseType(text: string): ColumnType {
  const reader = new TypeReader(text);
  const type = reader.type();
  return type && reader.done ? type : { kind: 'scalar', name: text.trim().toLowerCase() };
}

/** The inverse of `parseType`, in Hive's words. */
export function formatType(type: ColumnType): string {
  switch (type.kind) {
    case 'scalar':
      return type.name;
    case 'array':
      return `array<${formatType(type.element)}>`;
    case 'map':
      return `map<${formatType(type.key)},${formatType(type.value)}>`;
    case 'struct':
      return `struct<${type.fields.map(f => `${f.name}:${formatType(f.type)}`).join(',')}>`;
  }
}

/** Recursive descent over one type text; every method returns null where the text doesn't fit. */
class TypeReader {
  constructor(private readonly _text: string) {}

  get done(): boolean {
    this._space();
    return this._at === this._text.length;
  }

  type(depth = 0): ColumnType | null {
    // Glue limits a type's text far below this; deeper is a broken answer.
    if (depth > 100) {
      return null;
    }
    this._space();
    const word = /^[a-z_][a-z0-9_ ]*/i.exec(this._text.slice(this._at))?.[0];
    if (!word) {
      return null;
    }
    this._at += word.length;
    const name = word.trim().toLowerCase();
    if (name === 'array' && this._eat('<')) {
      const element = this.type(depth + 1);
      return element && this._eat('>') ? { kind: 'array', element } : null;
    }
    if (name === 'map' && this._eat('<')) {
      const key = this.type(depth + 1);
      const value = key && this._eat(',') ? this.type(depth + 1) : null;
      return key && value && this._eat('>') ? { kind: 'map', key, value } : null;
    }
    if (name === 'struct' && this._eat('<')) {
      return this._struct(depth);
    }
    const size = /^\(\s*\d+(\s*,\s*\d+)?\s*\)/.exec(this._text.slice(this._at))?.[0] ?? '';
    this._at += size.length;
    return { kind: 'scalar', name: name + size.replace(/\s/g, '') };
  }

  private _struct(depth: number): ColumnType | null {
    const fields: IColumn[] = [];
    if (this._eat('>')) {
      return { kind: 'struct', fields };
    }
    for (;;) {
      const end = this._text.indexOf(':', this._at);
      if (end < 0) {
        return null;
      }
      const name = this._text.slice(this._at, end).trim().replace(/^`|`$/g, '').toLowerCase();
      this._at = end + 1;
      const type = this.type(depth + 1);
      if (!name || !type) {
        return null;
      }
      fields.push({ name, type });
      if (this._eat('>')) {
        return { kind: 'struct', fields };
      }
      if (!this._eat(',')) {
        return null;
      }
    }
  }

  private _eat(mark: string): boolean {
    this._space();
    if (this._text[this._at] !== mark) {
      return false;
    }
    this._at += 1;
    return true;
  }

  private _space(): void {
    while (/\s/.test(this._text[this._at] ?? '')) {
      this._at += 1;
    }
  }

  private _at = 0;
}
