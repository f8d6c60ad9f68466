/** What every dialog of the account pages is given. */
export type AccountDialogProps = {
  open: boolean;
  close: () => void;
  onClosed: () => void;
  finalFocus: () => HTMLElement | boolean;
};
