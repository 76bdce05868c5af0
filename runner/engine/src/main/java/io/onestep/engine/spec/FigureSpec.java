package io.onestep.engine.spec;

import io.onestep.api.component.Parameter;

/**
 * What the figure of an experiment shows.
 *
 * @param metric the metric on the vertical axis
 * @param xLabel the title of the horizontal axis
 * @param yLabel the title of the vertical axis
 * @param logX whether the horizontal axis is logarithmic
 * @param logY whether the vertical axis is logarithmic
 */
public record FigureSpec(
    @Parameter(value = "metric on the vertical axis", defaultValue = "\"generalization_error\"")
        String metric,
    @Parameter(
            value = "title of the horizontal axis; empty: the axis's name",
            defaultValue = "\"\"")
        String xLabel,
    @Parameter(value = "title of the vertical axis; empty: the metric", defaultValue = "\"\"")
        String yLabel,
    @Parameter(value = "logarithmic horizontal axis", defaultValue = "false") boolean logX,
    @Parameter(value = "logarithmic vertical axis", defaultValue = "false") boolean logY) {}
