import { type ReactNode, useId } from "react";
import "./feedback.css";

export type ProgressProps = {
  label: ReactNode;
  /** Absent when the length is not known. */
  value?: number;
  max?: number;
  /** What is being done, or how much is done, in words. */
  detail?: ReactNode;
};

/** A native progress bar with its words. */
export function Progress({ label, value, max = 100, detail }: ProgressProps) {
  const id = useId();
  return (
    <div className="q-progress">
      <span className="q-progress__words">
        <label htmlFor={id}>{label}</label>
        {detail && <span className="q-progress__detail">{detail}</span>}
      </span>
      <progress id={id} value={value} max={max} />
    </div>
  );
}
