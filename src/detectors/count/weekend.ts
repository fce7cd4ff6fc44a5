/**
 * Which days of a week of seven are its weekend: the two neighbours that differ most from the other five together.
 *
 * Found in the data, so it doesn't matter with which day the series begins or in which country people work; in a series
 * without a week some pair is as good as any other.
 *
 * @param week Usual volume of each of the seven days.
 */
export function weekend(week: Float64Array): boolean[] {
  let sum = 0;
  for (const day of week) {
    sum += day;
  }
  let first = 0;
  let farthest = -1;
  for (let day = 0; day < 7; day++) {
    const pair = week[day] + week[(day + 1) % 7];
    const distance = Math.abs(pair / 2 - (sum - pair) / 5);
    if (distance > farthest * (1 + 1e-9)) {
      farthest = distance;
      first = day;
    }
  }
  return Array.from({ length: 7 }, (_, day) => day === first || day === (first + 1) % 7);
}
