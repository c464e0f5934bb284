// A place in the deck as its address says it: #/scene, or #/scene/2 after two presses of the key.

export interface Place {
  /** "" for the first slide. */
  scene: string;
  /** How many steps are shown beyond what is there at once. */
  step: number;
}

export function placeOf(hash: string): Place {
  const [scene = "", step = ""] = hash.replace(/^#\/?/, "").split("/");
  return { scene: decoded(scene), step: /^\d{1,3}$/.test(step) ? Number(step) : 0 };
}

export function hashOf({ scene, step }: Place): string {
  return `#/${encodeURIComponent(scene)}${step ? `/${step}` : ""}`;
}

/** Writes the address; a frame that may not do so goes without. */
export function write(place: Place): void {
  try {
    history.replaceState(null, "", hashOf(place));
  } catch {
    // an origin that is null, in a sandboxed frame
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
