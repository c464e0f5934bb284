// Filters with counts.  Each option says how many statements (of a kind: things) it gives with all the other filters on.

import { MARKS } from "../filters.ts";
import { type Filters, filterCount, NO_FILTERS, toggled } from "../state.ts";
import { useApp } from "./context.ts";
import { KindIcon, VoiceLine } from "./marks.tsx";

type ListName = "kinds" | "relations" | "voices" | "marks" | "chapters";

interface Option {
  id: string;
  label: string;
  title?: string;
  count: number;
}

export function FilterPanel() {
  const app = useApp();
  const { index, shown, state } = app;
  const { filters } = state.value;
  const { counts } = shown.value;
  const kinds = index.data.kinds.filter((kind) => kind.count);
  const on = filterCount(filters);
  return (
    <section id="filters" aria-label="Filters">
      <div class="bar">
        <h2>Filters</h2>
        {on ? (
          <button type="button" onClick={() => app.go({ filters: NO_FILTERS }, { say: "All filters are off" })}>
            Clear all
          </button>
        ) : null}
      </div>
      <Facet
        name="kinds"
        title="Kinds"
        icon={(id) => <KindIcon kind={id} />}
        options={kinds.map((k) => ({ id: k.id, label: k.label, title: k.meaning, count: counts.kinds.get(k.id) ?? 0 }))}
        open
      />
      <Facet
        name="voices"
        title="Voice"
        icon={(id) => <VoiceLine voice={id} />}
        options={index.data.voices.map((v) => ({
          id: v.id,
          label: v.label,
          title: v.meaning,
          count: counts.voices.get(v.id) ?? 0,
        }))}
        open
      />
      <Facet
        name="marks"
        title="Doubt and denial"
        options={MARKS.map((m) => ({ id: m.id, label: m.label, count: counts.marks.get(m.id) ?? 0 }))}
        open
      />
      {index.data.chapters.length ? (
        <Facet
          name="chapters"
          title="Chapter"
          open
          options={index.data.chapters.map((c) => ({
            id: c.id,
            label: `${c.number}: ${c.section || c.title}`,
            title: `${c.title}, pages ${c.first}–${c.last}`,
            count: counts.chapters.get(c.id) ?? 0,
          }))}
        />
      ) : null}
      {index.data.families.map((family) => (
        <Facet
          key={family.id}
          name="relations"
          title={family.label}
          options={family.relations.map((id) => ({
            id,
            label: index.relations.get(id)?.label ?? id,
            title: index.relations.get(id)?.definition ?? "",
            count: counts.relations.get(id) ?? 0,
          }))}
        />
      ))}
    </section>
  );
}

interface FacetProps {
  name: ListName;
  title: string;
  options: Option[];
  icon?: (id: string) => preact.ComponentChild;
  open?: boolean;
}

function Facet({ name, title, options, icon, open = false }: FacetProps) {
  const app = useApp();
  const { filters } = app.state.value;
  const off = new Set(filters[name]);
  const ids = options.map((option) => option.id);
  const some = ids.some((id) => off.has(id));
  const set = (list: string[], say: string): void =>
    app.go((state) => ({ filters: { ...state.filters, [name]: list } as Filters }), { say });
  const only = (id: string): void => {
    const others = filters[name].filter((one) => !ids.includes(one));
    const alone = ids.every((one) => (one === id ? !off.has(one) : off.has(one)));
    set(alone ? others : [...others, ...ids.filter((one) => one !== id)], alone ? "All again" : "Only this one");
  };
  return (
    <details class="facet" open={open || some}>
      <summary>
        {title}
        {some ? <small> (some off)</small> : null}
      </summary>
      <ul>
        {options.map((option) => (
          <li key={option.id}>
            <label title={option.title}>
              <input
                type="checkbox"
                checked={!off.has(option.id)}
                onChange={() =>
                  set(toggled(filters[name], option.id), `${option.label} ${off.has(option.id) ? "on" : "off"}`)
                }
              />
              {icon?.(option.id)}
              <span>{option.label}</span>
            </label>
            <button type="button" class="only" onClick={() => only(option.id)} aria-label={`Only ${option.label}`}>
              only
            </button>
            <small>{option.count.toLocaleString("en")}</small>
          </li>
        ))}
      </ul>
    </details>
  );
}
