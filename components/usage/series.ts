import type { ChartPoint, Figures } from "./chart-points";

type ValueOf = (point: ChartPoint) => number | null;

/** One line or one colour of a chart, one row of its tooltip, one column of its table. */
export type Series = {
  id: string;
  label: string;
  color: string;
  /** Lines that are told apart without colour too; "" is an unbroken one. */
  dash?: string;
  value: ValueOf;
  /** The same of the period before, where it is compared. */
  before?: ValueOf;
  /** Whether the period before is drawn, and not only told. */
  ghost?: boolean;
};

type Look = Omit<Series, "value" | "before">;

/** The series of one of a bucket's figures. */
export const figureSeries = ({ figure, ...look }: Omit<Look, "id"> & { figure: keyof Figures }): Series => ({
  id: figure,
  ...look,
  value: (point) => point[figure],
  before: (point) => point.before?.[figure] ?? null,
});
