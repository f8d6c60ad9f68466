import type { KeyView } from "./key-view";

/** A power of two. */
const PLACES = 4_096;

/**
 * The views of slots that are asked for again and again, with the texts they have made. A slot gets in when it is the last one
 * of its place to have been asked for before too: keys that are seldom asked for stay out, and leave the collector nothing
 * that survives its first round.
 */
export class HotViews {
  private readonly views: (KeyView | null)[] = new Array(PLACES).fill(null);
  private readonly lastAsked = new Int32Array(PLACES).fill(-1);

  of(slot: number): KeyView | null {
    const view = this.views[slot & (PLACES - 1)] as KeyView | null;
    return view !== null && view.slot === slot ? view : null;
  }

  asked(slot: number, view: KeyView): void {
    const place = slot & (PLACES - 1);
    if (this.lastAsked[place] === slot) this.views[place] = view;
    else this.lastAsked[place] = slot;
  }

  /** The slot holds something else from now on. */
  forget(slot: number): void {
    const place = slot & (PLACES - 1);
    if (this.of(slot) !== null) this.views[place] = null;
    if (this.lastAsked[place] === slot) this.lastAsked[place] = -1;
  }
}
