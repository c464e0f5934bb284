// The heading of a column by which a table can be sorted.

export function SortHead({ label, way, sort }: { label: string; way: "up" | "down" | ""; sort(): void }) {
  return (
    <th scope="col" aria-sort={way === "" ? "none" : way === "down" ? "descending" : "ascending"}>
      <button type="button" onClick={sort}>
        {label} <span aria-hidden="true">{way === "" ? "" : way === "down" ? "▼" : "▲"}</span>
      </button>
    </th>
  );
}
