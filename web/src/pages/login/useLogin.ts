import { useState } from "react";
import { messageOf } from "@/api/errors";
import { useSession } from "@/app/session/useMe";

/** Log in, with the state that a form shows meanwhile. */
export function useLogin(onDone: () => void) {
  const session = useSession();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const login = async (name: string, password: string) => {
    setBusy(name);
    setError(null);
    try {
      await session.login(name.trim(), password);
      onDone();
    } catch (failure) {
      setError(messageOf(failure));
    } finally {
      setBusy(null);
    }
  };
  return { busy, error, login };
}
