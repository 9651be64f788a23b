import { useState } from "react";
import { fresh } from "./news";

/** The keys that came with the last change of a list; none on the first look. */
export function useNews(keys: readonly string[]): ReadonlySet<string> {
  const joined = keys.join("\n");
  const [last, setLast] = useState({ joined, news: new Set<string>() });
  if (last.joined === joined) return last.news;
  const news = fresh(last.joined ? last.joined.split("\n") : null, keys);
  setLast({ joined, news });
  return news;
}
