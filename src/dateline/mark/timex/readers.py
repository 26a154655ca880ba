"""The readers by the names ``data/times.toml`` calls them."""

from collections.abc import Callable, Mapping

from dateline.mark.timex import clock, dates, relative, stretches
from dateline.mark.timex.context import Context, Found
from dateline.mark.timex.grammar import Caught

Reader = Callable[[Caught, Context], Found | None]

READERS: Mapping[str, Reader] = {
    "iso": dates.iso,
    "figures": dates.figures,
    "calendar": dates.calendar,
    "capital_date": dates.capital_date,
    "day_of_told": dates.day_of_told,
    "short_year": dates.short_year,
    "spoken_year": dates.spoken_year,
    "month_of_ref": dates.month_of_ref,
    "named_month": dates.named_month,
    "season": dates.season,
    "season_of_ref": dates.season_of_ref,
    "season_by_ref": dates.season_by_ref,
    "decade": dates.decade,
    "century": dates.century,
    "quarter": dates.quarter,
    "year_end": dates.year_end,
    "feast": dates.feast,
    "part_of_date": dates.part_of_date,
    "relative_day": relative.relative_day,
    "day_beyond": relative.day_beyond,
    "weekday": relative.weekday,
    "part_of_day": relative.part_of_day,
    "overnight": relative.overnight,
    "bare_part": relative.bare_part,
    "clock": clock.clock,
    "clock_on_day": clock.clock_on_day,
    "unit_by_ref": relative.unit_by_ref,
    "unit_alone": relative.unit_alone,
    "latest_unit": relative.latest_unit,
    "year_before": relative.year_before,
    "year_period": relative.year_period,
    "ago": relative.ago,
    "from_now": relative.from_now,
    "from_told": relative.from_told,
    "from_event": relative.from_event,
    "told_unit": relative.told_unit,
    "stretch": stretches.stretch,
    "vague_stretch": stretches.vague_stretch,
    "length": stretches.measure,
    "compound_length": stretches.measure,
    "unit_long": stretches.untold,
    "units_untold": stretches.untold,
    "every_unit": stretches.every_unit,
    "every_weekday": stretches.every_weekday,
    "every_month": stretches.every_month,
    "regular": stretches.regular,
    "reference": stretches.now,
    "present": stretches.present,
    "past": stretches.past,
    "future": stretches.future,
    "open_season": stretches.open_season,
    "same_time": stretches.same_time,
}
