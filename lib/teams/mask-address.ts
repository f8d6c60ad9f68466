/** `g***@example.com`: enough for its owner to know which of their accounts is meant, too little for anybody else. */
export const maskAddress = (email: string): string => `${[...email][0] ?? ""}***${email.slice(email.lastIndexOf("@"))}`;
