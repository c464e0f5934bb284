// Small pieces that every view uses: a kind's shape, a voice's line, links to things, statements and pages.

import type { ComponentChildren } from "preact";
import { labelOf } from "../index.ts";
import { safeUrl } from "../words.ts";
import { useApp } from "./context.ts";

export function KindIcon({ kind }: { kind: string }) {
  const look = useApp().index.kinds.get(kind);
  return (
    <svg class="icon" viewBox="-1.15 -1.15 2.3 2.3" aria-hidden="true">
      <path d={look?.path ?? ""} fill={look?.colour ?? "gray"} />
    </svg>
  );
}

export function VoiceLine({ voice }: { voice: string }) {
  const dash = useApp().index.voices.get(voice)?.dash ?? [];
  return (
    <svg class={`dash ${voice}`} viewBox="0 0 34 10" aria-hidden="true">
      <line x1="1" y1="5" x2="33" y2="5" stroke-dasharray={dash.join(" ")} />
    </svg>
  );
}

/** A link to a thing or statement: selects it; opened in another tab, its address leads there too. */
export function Go({ id, children, class: name }: { id: string; children?: ComponentChildren; class?: string }) {
  const app = useApp();
  if (!app.index.nodes.has(id) && !app.index.edges.has(id))
    return <span dir="auto">{children ?? labelOf(app.index, id)}</span>;
  const click = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    app.select(id, { focus: true });
  };
  const hash = app.index.nodes.has(id)
    ? `#id=${encodeURIComponent(id)}&open=${encodeURIComponent(id)}`
    : `#id=${encodeURIComponent(id)}`;
  const over = (there: boolean) => () => {
    app.hover.value = there ? id : "";
  };
  return (
    <a href={hash} class={name} dir="auto" onClick={click} onMouseEnter={over(true)} onMouseLeave={over(false)}>
      {children ?? labelOf(app.index, id)}
    </a>
  );
}

export function Links({ ids }: { ids: readonly string[] }) {
  return (
    <>
      {ids.map((id, i) => (
        <span key={id}>
          {i ? ", " : ""}
          <Go id={id} />
        </span>
      ))}
    </>
  );
}

/** A page of a source, as a link to the public edition where there is one. */
export function Page({ citation, url }: { citation: string; url: string }) {
  const address = safeUrl(url);
  return address ? (
    <a class="page" href={address} target="_blank" rel="noopener noreferrer" dir="auto">
      {citation}
    </a>
  ) : (
    <span class="page" dir="auto">
      {citation}
    </span>
  );
}

/** Several pages; the source is named where it changes: “Jacobson 1994, p. 17 ¶1; p. 18 ¶2”. */
export function Pages({ of }: { of: readonly { citation: string; url: string }[] }) {
  const source = (citation: string): string => citation.slice(0, citation.lastIndexOf(", p. ") + 2);
  return (
    <>
      {of.map(({ citation, url }, i) => {
        const before = i ? source(of[i - 1]!.citation) : "";
        const again = before !== "" && citation.startsWith(before);
        return (
          <span key={citation}>
            {i ? "; " : ""}
            <Page citation={again ? citation.slice(before.length).replaceAll(" ", "\u00a0") : citation} url={url} />
          </span>
        );
      })}
    </>
  );
}
