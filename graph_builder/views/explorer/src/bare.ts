/** The same rows in an object that has nothing but them: a thing may be called "constructor". */
export function bare<T>(rows: Readonly<Record<string, T>>): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, rows);
}
