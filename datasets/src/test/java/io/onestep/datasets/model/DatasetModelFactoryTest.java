package io.onestep.datasets.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.InputClass;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Population;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.error.Problem;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.datasets.Point;
import io.onestep.datasets.fashion.FashionMnistFactory;
import io.onestep.datasets.model.DatasetModelFactory.Config;
import io.onestep.datasets.preprocessing.CenterFactory;
import io.onestep.datasets.preprocessing.ClassesFactory;
import io.onestep.datasets.preprocessing.EqualizeTracesFactory;
import io.onestep.datasets.preprocessing.NoiseFactory;
import io.onestep.datasets.preprocessing.ProjectFactory;
import io.onestep.datasets.preprocessing.ScaleFactory;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.DataModelContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DatasetModelFactoryTest extends ComponentFactoryContract<Config, DataModel> {
  private static final RandomStreams STREAMS = RandomStreams.of(17);
  private static final int N = 5;
  private static final Sizes SIZES = new Sizes(N, 10, 100, 60, 200);

  @Override
  protected DatasetModelFactory factory() {
    return new DatasetModelFactory();
  }

  @Override
  protected Config config() {
    return config(List.of(), Draw.IMAGES);
  }

  private static Config config(List<Preprocessing> pipeline, Draw draw, Double... weights) {
    return new Config(new TwoClasses(), pipeline, draw, List.of(weights));
  }

  private static DataModel model(Config config) {
    return new DatasetModelFactory()
        .create(config, new Point(SIZES, new Scaling(0.5, 0.74), Optional.empty()));
  }

  /** Classes of 900 and 700 inputs that are not Gaussian; the last coordinate never varies. */
  private record TwoClasses() implements Dataset {
    @Override
    public ClassedInputs load() {
      return new ClassedInputs(List.of(inputs("a", 900, 1), inputs("b", 700, -2)));
    }

    private static InputClass inputs(String name, int rows, double mean) {
      RandomStream random = STREAMS.stream(name);
      Matrix x = Matrix.zeros(rows, N);
      for (int i = 0; i < rows; i++) {
        double common = random.nextDouble();
        for (int j = 0; j < N - 1; j++) {
          x.set(i, j, mean * j + 3 * common + (1 + j) * random.nextDouble());
        }
        x.set(i, N - 1, 0.25);
      }
      return new InputClass(name, x, 0);
    }

    @Override
    public List<DataFile> files() {
      return List.of(new DataFile("two-classes", "0".repeat(64)));
    }
  }

  private static final List<Preprocessing> NOISE =
      List.of(new NoiseFactory().create(new NoiseFactory.Config(0.5), Point.of(N)));

  @Nested
  class Images extends DataModelContract {
    @Override
    protected DataModel dataModel() {
      return model(config(NOISE, Draw.IMAGES, 1.0, 3.0));
    }

    @Override
    protected int rows() {
      return 800; // 200 of the first class, 600 of the second
    }
  }

  @Nested
  class Gaussians extends DataModelContract {
    @Override
    protected DataModel dataModel() {
      return model(config(NOISE, Draw.GAUSSIAN, 1.0, 3.0));
    }
  }

  @Nested
  class GaussiansWithoutNoise extends DataModelContract {
    @Override
    protected DataModel dataModel() {
      return model(config(List.of(), Draw.GAUSSIAN));
    }
  }

  @Test
  void noImageIsDrawnTwice() {
    Population population = model(config(List.of(), Draw.IMAGES)).draw(STREAMS);
    ClassedInputs all = new TwoClasses().load();
    Set<String> drawn = new HashSet<>();
    int rows = 0;
    for (Inputs set : population.sample(List.of(300, 1, 0, 497, 600), STREAMS)) {
      for (int i = 0; i < set.x().rows(); i++) {
        drawn.add(row(set.x(), i));
        rows++;
      }
    }
    assertThat(rows).isEqualTo(1398); // 698 of the first class, all 700 of the second
    assertThat(drawn).hasSize(rows); // the inputs are all different, as are those drawn
    Set<String> there = new HashSet<>();
    for (InputClass each : all.classes()) {
      for (int i = 0; i < each.x().rows(); i++) {
        there.add(row(each.x(), i));
      }
    }
    assertThat(there).hasSize(1600).containsAll(drawn);
  }

  private static String row(Matrix x, int i) {
    return java.util.Arrays.toString(x.row(i));
  }

  @Test
  void covariancesThatOverflowAreNumericalTrouble() {
    Preprocessing huge =
        (inputs, streams) ->
            new ClassedInputs(
                inputs.classes().stream()
                    .map(
                        c -> {
                          Matrix x = c.x().copy();
                          Arrays.setAll(x.data(), i -> 1e200 * c.x().data()[i]);
                          return new InputClass(c.name(), x, 0);
                        })
                    .toList());
    Population population = model(config(List.of(huge), Draw.IMAGES)).draw(STREAMS);
    assertThatExceptionOfType(NumericalException.class)
        .isThrownBy(population::components)
        .withMessageContaining("the covariance of component 1 of the data is not finite");
  }

  @Test
  void drawsAreInRandomOrder() {
    Population population = model(config(List.of(), Draw.IMAGES)).draw(STREAMS);
    Set<String> firsts = new HashSet<>();
    for (int draw = 0; draw < 20; draw++) {
      firsts.add(row(population.sample(List.of(2), STREAMS.child("draw", draw)).get(0).x(), 0));
    }
    assertThat(firsts).hasSizeGreaterThan(15); // of 900, so that two of 20 agree in 1 of 5 cases
  }

  @Test
  void rowsAreStratifiedByTheWeights() {
    Population equal = model(config(List.of(), Draw.IMAGES)).draw(STREAMS);
    assertThat(counts(equal, 101)).containsExactly(50, 51);
    Population uneven = model(config(List.of(), Draw.GAUSSIAN, 1.0, 4.0)).draw(STREAMS);
    assertThat(counts(uneven, 10)).containsExactly(2, 8);
    assertThat(uneven.components().get(0).weight()).isEqualTo(0.2);
  }

  private static int[] counts(Population population, int m) {
    int[] counts = new int[population.componentCount()];
    for (int c : population.sample(List.of(m), STREAMS).get(0).component()) {
      counts[c]++;
    }
    return counts;
  }

  @Test
  void tooFewImagesAreRefusedWithWhatIsThereAndWhatIsNeeded() {
    Population population = model(config(List.of(), Draw.IMAGES)).draw(STREAMS);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> population.sample(List.of(500, 500, 1000), STREAMS))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Object::toString)
                    .containsExactly(
                        message("a", 900, "500 + 500 + 1000", 1000),
                        message("b", 700, "500 + 500 + 1000", 1000)));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> population.sample(List.of(500, 500, 402), STREAMS))
        .withMessage(message("b", 700, "500 + 500 + 402", 701));
    assertThat(population.sample(List.of(500, 500, 400), STREAMS)).hasSize(3);
    Population gaussian = model(config(List.of(), Draw.GAUSSIAN)).draw(STREAMS);
    assertThat(gaussian.sample(List.of(500, 500, 1000), STREAMS)).hasSize(3);
  }

  private static String message(String name, int there, String sizes, int needed) {
    return ("data model dataset: class '%s' has %d inputs, but the samples of %s need %d of it,"
            + " none twice; lower /sizes/m_test, /sizes/m or /sizes/m1, or set /data/draw to"
            + " \"gaussian\"")
        .formatted(name, there, sizes, needed);
  }

  @Test
  void whatIsWrongWithTheSizesIsSaidBeforeARun() {
    DataModel model = model(config(List.of(), Draw.IMAGES));
    assertThat(model.sources()).isEqualTo(new TwoClasses().files());
    Population population = model.draw(STREAMS);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> population.requireSamples(List.of(600, 600, 600)))
        .withMessageContaining("class 'b' has 700 inputs, but the samples of 600 + 600 + 600 need");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> population.requireSamples(List.of(0, 1402, 0)))
        .withMessageContaining("class 'b' has 700 inputs, but the samples of 1402 need 701");
    population.requireSamples(List.of(0, 1400, 0));
  }

  @Test
  void theDimensionMustBeN() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> factory().create(config(), Point.of(7)).draw(STREAMS))
        .withMessage(
            "data model dataset: the inputs have dimension 5 after preprocessing, so /sizes/n must"
                + " be 5, not 7");
    Config projected = config(List.of(projection(3)), Draw.IMAGES);
    assertThat(factory().create(projected, Point.of(3)).draw(STREAMS).dimension()).isEqualTo(3);
  }

  /** Each names a place within the configuration, wherever that stands. */
  @Test
  void whatIsWrongWithAPartHasItsPlace() {
    Dataset missing =
        new Dataset() {
          @Override
          public ClassedInputs load() {
            throw new InvalidInputException("", "not there");
          }

          @Override
          public List<DataFile> files() {
            return List.of();
          }
        };
    assertPlace("/source", new Config(missing, List.of(), Draw.IMAGES, List.of()));
    assertPlace("/pipeline/1", config(List.of(projection(3), projection(4)), Draw.IMAGES));
    assertPlace("/weights", config(List.of(), Draw.IMAGES, 1.0));
  }

  private static void assertPlace(String part, Config config) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> model(config).draw(STREAMS))
        .satisfies(
            e ->
                assertThat(e.at("/elsewhere").problems())
                    .extracting(Problem::where)
                    .containsExactly("/elsewhere" + part));
  }

  private static Preprocessing projection(int dimension) {
    return new ProjectFactory()
        .create(
            new ProjectFactory.Config(dimension, ProjectFactory.Directions.RANDOM), Point.of(N));
  }

  @Test
  void randomStepsAreDrawnWithThePopulation() {
    DataModel fixed = model(config(NOISE, Draw.IMAGES));
    assertThat(fixed.draw(STREAMS)).isSameAs(fixed.draw(STREAMS.child("other", 1)));
    DataModel random = factory().create(config(List.of(projection(3)), Draw.IMAGES), Point.of(3));
    double[] once = random.draw(STREAMS).components().get(0).mean();
    assertThat(random.draw(STREAMS).components().get(0).mean()).containsExactly(once);
    assertThat(random.draw(STREAMS.child("other", 1)).components().get(0).mean())
        .isNotEqualTo(once);
  }

  @Test
  void weightsAreOneForEachClassAndPositive() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> model(config(List.of(), Draw.IMAGES, 1.0)).draw(STREAMS))
        .withMessageContaining("there are 1 weights for 2 classes");
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> config(List.of(), Draw.IMAGES, 1.0, 0.0))
        .returns("weights", InvalidValueException::parameter);
  }

  /** A covariance of this dimension would need 29 GB: what does without one does without it. */
  @Test
  void modelsOfEqualPipelinesAreEqual() {
    DatasetModelFactory factory = factory();
    ComponentContext spreadOut = point(new Scaling(0, 1));
    ComponentContext flat = point(new Scaling(1, 1)); // spread 1
    DataModel model = factory.create(scaled(OptionalDouble.of(3), spreadOut), spreadOut);
    assertThat(factory.create(scaled(OptionalDouble.of(3), flat), flat))
        .isEqualTo(model)
        .hasSameHashCodeAs(model);
    DataModel other = factory.create(scaled(OptionalDouble.empty(), flat), flat);
    assertThat(other)
        .isNotEqualTo(model)
        .isNotEqualTo(factory.create(scaled(OptionalDouble.empty(), spreadOut), spreadOut));
    assertThat(model.draw(STREAMS).trace()).isCloseTo(3, within(1e-12));
    assertThat(other.draw(STREAMS).trace()).isCloseTo(1, within(1e-12));
  }

  private static ComponentContext point(Scaling scaling) {
    return new Point(SIZES, scaling, Optional.empty());
  }

  private static Config scaled(OptionalDouble spread, ComponentContext point) {
    Preprocessing scale = new ScaleFactory().create(new ScaleFactory.Config(spread), point);
    return config(List.of(scale), Draw.IMAGES);
  }

  @Test
  void noCovarianceIsComputedThatNobodyAsksFor() {
    int n = 60_000;
    Matrix x = Matrix.zeros(4, n);
    x.set(0, 7, 2);
    Dataset wide =
        new Dataset() {
          @Override
          public ClassedInputs load() {
            return new ClassedInputs(List.of(new InputClass("wide", x, 0.5)));
          }

          @Override
          public List<DataFile> files() {
            return List.of();
          }
        };
    Population population =
        factory()
            .create(new Config(wide, List.of(), Draw.IMAGES, List.of()), Point.of(n))
            .draw(STREAMS);
    assertThat(population.componentCount()).isEqualTo(1);
    assertThat(population.dimension()).isEqualTo(n);
    assertThat(population.trace()).isEqualTo(0.75 + n * 0.5); // 2^2 (1/4) (3/4), and the noise
    assertThat(population.sample(List.of(2, 1), STREAMS)).hasSize(2);
  }

  /** The paper's experiments on images. */
  @Nested
  class PublishedPipeline {
    private static final int PIXELS = 784;
    private final ComponentContext point =
        new Point(new Sizes(PIXELS, 50, 500, 500, 1000), new Scaling(0, 1), Optional.empty());

    private Population population(CenterFactory.Mode mode, Draw draw) {
      Dataset images =
          new FashionMnistFactory()
              .create(new FashionMnistFactory.Config(FashionMnistFactory.Part.TEST), point);
      List<Preprocessing> pipeline = new ArrayList<>();
      pipeline.add(
          new ClassesFactory().create(new ClassesFactory.Config(List.of(5, 9), List.of()), point));
      pipeline.add(new CenterFactory().create(new CenterFactory.Config(mode), point));
      pipeline.add(new EqualizeTracesFactory().create(new EqualizeTracesFactory.Config(), point));
      pipeline.add(
          new ScaleFactory().create(new ScaleFactory.Config(OptionalDouble.empty()), point));
      pipeline.add(new NoiseFactory().create(new NoiseFactory.Config(1), point));
      return factory().create(new Config(images, pipeline, draw, List.of()), point).draw(STREAMS);
    }

    /** MODEL section 6: F_ij ~ N(0, 1/(n + n^(beta (1 - alpha)))), which is 1/trace. */
    @Test
    void theTraceIsTheDimensionPlusTheSpread() {
      for (CenterFactory.Mode mode :
          List.of(CenterFactory.Mode.CLASS, CenterFactory.Mode.CLASS_MIDDLE)) {
        assertThat(population(mode, Draw.IMAGES).trace())
            .isCloseTo(PIXELS + PIXELS, within(1e-9 * PIXELS)); // rounding
      }
    }

    @Test
    void meansAreZeroOrOppositeAndTracesEqual() {
      Population centered = population(CenterFactory.Mode.CLASS, Draw.IMAGES);
      Population opposite = population(CenterFactory.Mode.CLASS_MIDDLE, Draw.IMAGES);
      for (int c = 0; c < 2; c++) {
        assertThat(centered.components().get(c).covariance().trace())
            .isCloseTo(2 * PIXELS, within(1e-9 * PIXELS));
        assertThat(centered.components().get(c).mean())
            .satisfies(mean -> assertThat(norm(mean)).isLessThan(1e-10));
      }
      assertThat(norm(opposite.components().get(0).mean())).isGreaterThan(1);
    }

    private static double norm(double[] x) {
      double sum = 0;
      for (double element : x) {
        sum += element * element;
      }
      return Math.sqrt(sum);
    }

    /**
     * Squared norms of images and of their twins have the trace as their mean: the sample mean at 5
     * standard errors, estimated from the sample (without replacement it is smaller).
     */
    @Test
    void samplesHaveTheTrace() {
      for (Draw draw : Draw.values()) {
        Population population = population(CenterFactory.Mode.CLASS, draw);
        Matrix x = population.sample(List.of(500, 500, 1000), STREAMS).get(2).x();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < x.rows(); i++) {
          double square = Math.pow(norm(x.row(i)), 2);
          sum += square;
          squares += square * square;
        }
        double mean = sum / x.rows();
        double error = Math.sqrt((squares / x.rows() - mean * mean) / x.rows());
        assertThat(mean).as("%s", draw).isCloseTo(2 * PIXELS, within(5 * error));
        assertThat(error).isLessThan(0.05 * PIXELS); // the comparison says something
      }
    }

    /**
     * The images' covariance is singular without noise, and Gaussian twins are drawn all the same.
     */
    @Test
    void covariancesAreSymmetricWithTheNoiseOnTheirDiagonals() {
      DenseCovariance covariance =
          (DenseCovariance)
              population(CenterFactory.Mode.CLASS, Draw.GAUSSIAN).components().get(0).covariance();
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < PIXELS; j++) {
        least = Math.min(least, covariance.matrix().get(j, j));
      }
      assertThat(least).isBetween(1 - 1e-12, 1.01); // corners are black in almost all images
    }
  }
}
