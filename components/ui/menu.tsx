"use client";

import { Menu as Base } from "@base-ui/react/menu";
import clsx from "clsx";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

type MenuProps = {
  /** The button's content and classes. */
  trigger: ReactNode;
  triggerClassName: string;
  /** Accessible name of a button that shows only an icon. */
  label?: string;
  align?: "start" | "end";
  side?: "top" | "bottom";
  /** For items that are sentences. */
  wide?: boolean;
  children: ReactNode;
};

export function Menu(props: MenuProps) {
  const { trigger, triggerClassName, label, align = "end", side = "bottom", wide = false, children } = props;
  return (
    <Base.Root>
      <Base.Trigger aria-label={label} className={triggerClassName}>
        {trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-[70] outline-hidden"
        >
          <Base.Popup
            className={clsx(
              "rounded-lg border border-line bg-surface p-1 shadow-raised outline-hidden transition-opacity duration-100 data-ending-style:opacity-0",
              wide ? "w-90 max-w-[calc(100vw-16px)]" : "min-w-44 max-w-72",
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const itemClass = (danger: boolean) =>
  clsx(
    "flex min-h-8 w-full cursor-default select-none items-center gap-2.5 rounded-sm px-2 text-sm outline-hidden data-disabled:opacity-50 data-highlighted:bg-hover",
    danger && "text-danger data-highlighted:bg-danger-soft",
  );

type MenuItemProps = {
  icon?: ReactNode;
  danger?: boolean;
  children: ReactNode;
} & Pick<ComponentProps<typeof Base.Item>, "onClick" | "disabled" | "render">;

export function MenuItem({ icon, danger = false, children, ...rest }: MenuItemProps) {
  return (
    <Base.Item className={itemClass(danger)} {...rest}>
      {icon}
      {children}
    </Base.Item>
  );
}

type MenuLinkProps = { href: string; children: ReactNode; onClick?: () => void };

/** An item that leads to a page; opened in another tab as any link is. */
export function MenuLink({ href, children, onClick }: MenuLinkProps) {
  return (
    <Base.LinkItem
      closeOnClick
      className={itemClass(false)}
      render={<Link href={href} prefetch={false} />}
      onClick={onClick}
    >
      {children}
    </Base.LinkItem>
  );
}

type MenuChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
};

export function MenuChoice<Value extends string>({ label, value, onValueChange, options }: MenuChoiceProps<Value>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-muted text-xs">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next) => onValueChange(next as Value)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={itemClass(false)}>
            {option.icon}
            <span className="grow">{option.label}</span>
            <Base.RadioItemIndicator>
              <Check aria-hidden className="size-3.5" />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}
