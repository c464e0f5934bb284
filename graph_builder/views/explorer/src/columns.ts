// Tables as they stand in the page (views/columns.py): a field is read from its column when somebody asks for it, so that
// what nobody looks at costs neither time nor memory.

/** Rows in a piece: as in columns.py. */
const [SHIFT, MASK] = [12, 4095];

type Values = readonly unknown[];
type Column =
  | Values
  | { is: unknown }
  | { of: Values; at: readonly number[] }
  | { of: Values; like: string }
  | { ref: readonly (number | readonly number[])[] };
type Read = (row: number) => unknown;

/** The table whose ids a field holds: as in columns.py. */
const REFERENCES: Record<string, string> = { from: "nodes", to: "nodes", statements: "edges" };

export class Table {
  /** The rows; each field is empty until its column has been read. */
  readonly rows: Row[];
  private readonly columns = new Map<string, (Read | undefined)[]>();
  private readonly coded = new Map<string, (readonly number[] | undefined)[]>();
  private readonly refs = new Map<string, (readonly (number | readonly number[])[])[]>();
  private readonly others: ReadonlyMap<string, Table>;

  constructor(blank: Readonly<Record<string, unknown>>, size: number, others: ReadonlyMap<string, Table>) {
    this.others = others;
    class Own extends Row {}
    for (const [field, empty] of Object.entries(blank)) {
      const pieces: (Read | undefined)[] = [];
      this.columns.set(field, pieces);
      const get = function (this: Row): unknown {
        const read = pieces[this.row >> SHIFT];
        return read ? read(this.row & MASK) : empty;
      };
      Object.defineProperty(Own.prototype, field, { get, enumerable: true, configurable: true });
    }
    this.rows = Array.from({ length: size }, (_, i) => new Own(i));
  }

  /** Takes in some columns of the piece that begins with a row. */
  put(start: number, columns: Readonly<Record<string, Column>>): void {
    const piece = start >> SHIFT;
    for (const [field, column] of Object.entries(columns)) {
      const pieces = this.columns.get(field);
      if (pieces) pieces[piece] = this.reading(field, piece, column);
    }
  }

  /** The row that a field names. */
  target(field: string, row: number): Row | undefined {
    const at = this.refs.get(field)?.[row >> SHIFT]?.[row & MASK];
    return typeof at === "number" ? this.others.get(REFERENCES[field]!)!.rows[at] : undefined;
  }

  private reading(field: string, piece: number, column: Column): Read {
    if ("is" in column) return () => column.is;
    if ("at" in column && "of" in column) {
      const { of, at } = column as { of: Values; at: readonly number[] };
      const known = this.coded.get(field) ?? [];
      known[piece] = at;
      this.coded.set(field, known);
      return (row) => of[at[row]!];
    }
    if ("like" in column) {
      const { of, like } = column;
      const at = this.coded.get(like)![piece]!;
      return (row) => of[at[row]!];
    }
    if ("ref" in column) {
      const { ref } = column;
      const { rows } = this.others.get(REFERENCES[field]!)! as unknown as { rows: { id: string }[] };
      const known = this.refs.get(field) ?? [];
      known[piece] = ref;
      this.refs.set(field, known);
      return (row) => {
        const at = ref[row]!;
        return typeof at === "number" ? rows[at]!.id : at.map((one) => rows[one]!.id);
      };
    }
    const values = column as Values;
    return (row) => values[row];
  }
}

/** A row of a table.  What is copied from it with `...` is nothing: `whole` copies it. */
export class Row {
  readonly row: number;
  constructor(row: number) {
    this.row = row;
  }
}

/** All fields of a row as a plain object. */
export function whole<T extends object>(row: T): T {
  const made: Record<string, unknown> = {};
  for (const field in row) if (field !== "row") made[field] = (row as Record<string, unknown>)[field];
  return made as T;
}
