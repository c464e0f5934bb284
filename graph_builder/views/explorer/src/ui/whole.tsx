// What needs the sentences of a large graph waits until they have been read.

import type { ComponentChildren } from "preact";
import { useApp } from "./context.ts";

export function Whole({ children }: { children: ComponentChildren }): ComponentChildren {
  const app = useApp();
  if (app.whole.value) return children;
  return (
    <p class="status" role="status">
      The statements are being read…
    </p>
  );
}
