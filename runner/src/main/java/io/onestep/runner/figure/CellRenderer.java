package io.onestep.runner.figure;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYZDataset;

/** Draws the cells of a map, each from edge to edge; JFreeChart's own have all the same size. */
final class CellRenderer extends AbstractXYItemRenderer {
  private static final long serialVersionUID = 1L;

  private final transient CellEdges columns;
  private final transient CellEdges rows;
  private final transient PaintScale scale;

  CellRenderer(CellEdges columns, CellEdges rows, PaintScale scale) {
    this.columns = columns;
    this.rows = rows;
    this.scale = scale;
  }

  @Override
  public void drawItem(
      Graphics2D graphics,
      XYItemRendererState state,
      Rectangle2D area,
      PlotRenderingInfo info,
      XYPlot plot,
      ValueAxis domain,
      ValueAxis range,
      XYDataset dataset,
      int series,
      int item,
      CrosshairState crosshair,
      int pass) {
    double x = dataset.getXValue(series, item);
    double y = dataset.getYValue(series, item);
    RectangleEdge bottom = plot.getDomainAxisEdge();
    RectangleEdge side = plot.getRangeAxisEdge();
    Rectangle2D cell = new Rectangle2D.Double();
    cell.setFrameFromDiagonal(
        domain.valueToJava2D(columns.below(x), area, bottom),
        range.valueToJava2D(rows.below(y), area, side),
        domain.valueToJava2D(columns.above(x), area, bottom),
        range.valueToJava2D(rows.above(y), area, side));
    graphics.setPaint(scale.getPaint(((XYZDataset) dataset).getZValue(series, item)));
    graphics.fill(cell);
    graphics.setStroke(new BasicStroke(1)); // no hairlines between cells
    graphics.draw(cell);
  }
}
