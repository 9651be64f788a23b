import { Navigate } from "react-router";
import { useCurrentUser } from "./useMe";

/** The first page after the log-in, by role. */
export function HomeRedirect() {
  const me = useCurrentUser();
  return <Navigate to={me.home ?? "/cockpit"} replace />;
}
