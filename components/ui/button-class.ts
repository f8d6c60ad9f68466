import clsx from "clsx";

export type ButtonLook = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "icon";

const LOOKS: Record<ButtonLook, string> = {
  primary: "bg-inverse text-on-inverse hover:bg-inverse-hover",
  secondary: "border border-line-strong bg-surface text-text hover:bg-hover",
  ghost: "text-muted hover:bg-hover hover:text-text data-popup-open:bg-hover data-popup-open:text-text",
  danger: "bg-danger-fill text-on-danger hover:bg-danger-fill-hover",
};
const SIZES: Record<ButtonSize, string> = {
  sm: "h-7 gap-1.5 px-2.5 text-xs",
  md: "h-8 gap-2 px-3 text-sm",
  icon: "size-7 justify-center",
};

/** The classes of a button, for links that look like one. */
export const buttonClass = (look: ButtonLook = "secondary", size: ButtonSize = "md", className?: string): string =>
  clsx(
    "relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded font-medium transition-colors duration-100",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-progress",
    LOOKS[look],
    SIZES[size],
    className,
  );
