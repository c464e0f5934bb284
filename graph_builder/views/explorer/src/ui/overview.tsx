// The text while nothing is selected: what this is, how to read it, where to begin; and what the page is made of.

import { count } from "../words.ts";
import { useApp } from "./context.ts";
import { Go, KindIcon, Page, VoiceLine } from "./marks.tsx";

export function Overview() {
  const { index } = useApp();
  const { data } = index;
  const first = [...index.rank.keys()].slice(0, 8).map((id) => index.nodes.get(id)!);
  const nothing = data.passages.filter((passage) => passage.nothing);
  return (
    <>
      <h2 tabIndex={-1}>What this shows</h2>
      {data.description ? <p dir="auto">{`${data.description}.`.replace(/([.!?])\.$/, "$1")}</p> : null}
      <p>
        {count(data.nodes.length, "thing")} and {count(data.edges.length, "statement")} from{" "}
        {count(data.passages.length, "paragraph")}
        {data.only ? ", a part of the whole." : ". Every statement has a voice and a page."}
      </p>
      <h3>Begin with</h3>
      <ul class="top">
        {first.map((node) => (
          <li key={node.id}>
            <KindIcon kind={node.kind} /> <Go id={node.id} /> <small>{node.degree}</small>
          </li>
        ))}
      </ul>
      <h3>How to read it</h3>
      <p>An arrow is one statement of the text. Its line says whose words it gives:</p>
      <ul class="legend">
        {data.voices.map((voice) => (
          <li key={voice.id}>
            <VoiceLine voice={voice.id} />{" "}
            <span>
              <b>{voice.label}</b>: {voice.meaning}
            </span>
          </li>
        ))}
        <li>
          <span class="sign">✕</span>{" "}
          <span>
            the text says that it is <b>not</b> so
          </span>
        </li>
        <li>
          <span class="sign">?</span> <span>the author doubts it</span>
        </li>
        <li>
          <span class="sign">○</span> <span>intended or possible only</span>
        </li>
      </ul>
      <p class="meta">
        Click a shape to see what is said of it; double-click (or Enter) adds its neighbours to the picture. Keys: /
        finds, arrows go from thing to thing, + − 0 zoom, Escape closes.
      </p>
      <details>
        <summary>Sources and licences</summary>
        <ul>
          {data.sources.map((source) => (
            <li key={source.id}>
              <Page citation={source.reference || source.short} url={source.url} />
            </li>
          ))}
        </ul>
        <p dir="auto">Facts: {[data.licence, ...data.curators].filter(Boolean).join(", ")}.</p>
        {nothing.length ? (
          <>
            <p>{count(nothing.length, "paragraph")} yielded no statement:</p>
            <ul>
              {nothing.map((passage) => (
                <li key={passage.id}>
                  <Page citation={passage.citation} url={passage.url} />: <span dir="auto">{passage.nothing}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <Licences />
      </details>
    </>
  );
}

function Licences() {
  const { licences } = useApp();
  return (
    <>
      <p>This page is made with:</p>
      <ul class="licences">
        {licences.map((row) => (
          <li key={row.name}>
            <details>
              <summary>
                {row.name} {row.version} ({row.licence})
              </summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
              <pre tabIndex={0}>{row.text || row.homepage}</pre>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
