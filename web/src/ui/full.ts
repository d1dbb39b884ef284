/** Reports that a text has reached its input's length limit: browsers cut longer pasted text silently. */
export const filling = (tell: (most: number | undefined) => void) => (element: HTMLElement) => {
  const look = ({ target }: Event) => {
    if (
      !(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) ||
      target.maxLength <= 0
    )
      return;
    tell(target.value.length >= target.maxLength ? target.maxLength : undefined);
  };
  element.addEventListener("input", look);
  return () => element.removeEventListener("input", look);
};
