// The rows of a comparison, side by side or, where there is no room, one below the other.

import { contrasts, type Row } from "../compare.ts";
import { groupsOf } from "../comparegroups.ts";
import { labelOf } from "../index.ts";
import { useApp } from "../ui/context.ts";
import { StatementItem } from "../ui/statement.tsx";
import { count } from "../words.ts";
import { Head, Heads, Matter, Said, type Sides } from "./comparecell.tsx";

export function Grid({ rows, sides }: { rows: readonly Row[]; sides: Sides }) {
  const { index } = useApp();
  return (
    <table class={`sides of${sides.ids.length}`}>
      <caption class="unseen">
        {sides.ids.map((id) => labelOf(index, id)).join("; ")}: what each says of the same things
      </caption>
      <Heads sides={sides} />
      {groupsOf(rows, sides.ids, sides.names).map((group) => (
        <tbody key={group.title}>
          <tr class={`group ${group.verdict}`}>
            <th scope="rowgroup">
              {group.title} <small>{count(group.rows.length, "thing")}</small>
            </th>
            {sides.ids.map((id) => (
              <td key={id} dir="auto">
                {sides.names.get(id)}
              </td>
            ))}
          </tr>
          {group.rows.map((row) => (
            <tr key={row.id} class={row.verdict} data-thing={row.id}>
              <th scope="row">
                <Matter row={row} />
              </th>
              {sides.ids.map((id, i) => (
                <td key={id} class={row.cells[i]!.length ? "" : "silent"}>
                  <Said row={row} i={i} sides={sides} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

export function Tabs({ sides, one, onPick }: { sides: Sides; one: number; onPick: (id: string) => void }) {
  return (
    <fieldset class="tabs">
      <legend class="unseen">Which outlook</legend>
      {["", ...sides.ids].map((id) => (
        <button key={id} type="button" aria-pressed={id === (sides.ids[one] ?? "")} onClick={() => onPick(id)}>
          {id ? sides.names.get(id) : "All"}
        </button>
      ))}
    </fieldset>
  );
}

export function Stacked({ rows, sides, one }: { rows: readonly Row[]; sides: Sides; one: number }) {
  const mine = one < 0 ? rows : rows.filter((row) => row.cells[one]!.length);
  return (
    <>
      {one < 0 ? (
        <details class="heads">
          <summary>Whose outlooks these are; others</summary>
          {sides.ids.map((id, i) => (
            <div key={id} class="outlook">
              <Head sides={sides} i={i} />
            </div>
          ))}
        </details>
      ) : (
        <div class="heads outlook">
          <Head sides={sides} i={one} />
        </div>
      )}
      {groupsOf(mine, sides.ids, sides.names).map((group) => (
        <section key={group.title} class={`stack ${group.verdict}`}>
          <h3>
            {group.title} <small>{count(group.rows.length, "thing")}</small>
          </h3>
          {group.rows.map((row) => (
            <div key={row.id} class="stacked" data-thing={row.id}>
              <h4>
                <Matter row={row} />
              </h4>
              <dl>
                {sides.ids.map((id, i) =>
                  one >= 0 && i !== one ? null : (
                    <div key={id} class={row.cells[i]!.length ? "" : "silent"}>
                      <dt>{sides.names.get(id)}</dt>
                      <dd>
                        <Said row={row} i={i} sides={sides} />
                      </dd>
                    </div>
                  ),
                )}
              </dl>
            </div>
          ))}
        </section>
      ))}
    </>
  );
}

/** What the text says of these outlooks as wholes. */
export function Author({ ids }: { ids: readonly string[] }) {
  const { index } = useApp();
  const edges = contrasts(index, ids);
  if (!edges.length) return null;
  return (
    <section class="wholes">
      <h3>What the text itself says of them as wholes</h3>
      <ul class="statements">
        {edges.map((edge) => (
          <StatementItem key={edge.id} edge={edge} self="" />
        ))}
      </ul>
    </section>
  );
}
