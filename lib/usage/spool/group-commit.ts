import type { OnTrouble } from "./segment-flusher";
import type { ClosedSegment, SegmentWriter } from "./segment-writer";

/**
 * Collects what an event-loop tick records, writes it at the tick's end in one write, and answers then. Measured, this
 * costs a gateway nothing, since its answers leave together.
 */
export class GroupCommit {
  #verifications = "";
  #reports = "";
  #answers: (() => void)[] = [];
  #reportAnswers: ((error?: Error) => void)[] = [];
  #scheduled = false;

  constructor(
    readonly writer: SegmentWriter,
    readonly onWritten: (ended: ClosedSegment | null) => void,
    readonly onTrouble: OnTrouble,
  ) {}

  addVerification(line: string, answered: () => void): void {
    this.#verifications += line;
    this.#answers.push(answered);
    this.#schedule();
  }

  /** A line that nobody is answered for. */
  addNote(line: string): void {
    this.#verifications += line;
    this.#schedule();
  }

  addReports(line: string, answered: (error?: Error) => void): void {
    this.#reports += line;
    this.#reportAnswers.push(answered);
    this.#schedule();
  }

  /** Writes and answers what is collected so far. A write error is said, and holds no verification's answer back. */
  commit(): void {
    this.#scheduled = false;
    const answers = this.#answers;
    const reportAnswers = this.#reportAnswers;
    const { error, ended } = this.writer.write(this.#verifications, this.#reports);
    this.#verifications = "";
    this.#reports = "";
    this.#answers = [];
    this.#reportAnswers = [];
    if (error !== null) this.onTrouble(`Usage could not be written to ${this.writer.folder}.`, error);
    if (reportAnswers.length > 0) {
      const answerReports = (failed: Error | null): void => {
        for (const answer of reportAnswers) this.#run(() => answer(failed ?? undefined));
      };
      if (error === null) this.writer.sync(answerReports);
      else answerReports(error);
    }
    for (const answer of answers) this.#run(answer);
    this.onWritten(ended);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.commit());
  }

  #run(answer: () => void): void {
    try {
      answer();
    } catch (error) {
      this.onTrouble("An answer failed after its usage was recorded.", error);
    }
  }
}
